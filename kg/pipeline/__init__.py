"""The stages in their order: read, extract, resolve, derive, analyze. Stages meet in this package and nowhere else.

A build reads only what the manifest lacks, extracts only texts that were never extracted, and then derives the graph
from all records in fold order, so that the result depends on records, places, overrides, previous ids and versions
alone.
"""
