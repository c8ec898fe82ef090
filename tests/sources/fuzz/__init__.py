"""Hostile input: `readers.py` names each reader, `mutate.py` spoils their files, `__main__.py` runs atheris."""
