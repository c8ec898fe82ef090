"""The graph in Python and in notebooks: what `kg.open` gives, one class for each thing that it shows."""
