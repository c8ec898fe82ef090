"""A scholarly knowledge graph from daily arXiv digests."""

__version__ = "0.1.0"
