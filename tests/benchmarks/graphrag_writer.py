"""neo4j-graphrag's writer on the rows of a JSON file: `PYTHON graphrag_writer.py ROWS URI`; prints seconds.

It runs in an environment of its own and so imports nothing of ours.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from neo4j import GraphDatabase
from neo4j_graphrag.components.kg_writer import Neo4jWriter
from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship


def main() -> None:
    """Write the rows and print the seconds that it took."""
    rows = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    nodes = [Neo4jNode(id=row["id"], label=label, properties=row) for label, row in rows["nodes"]]
    edges = [
        Neo4jRelationship(start_node_id=row.pop("source"), end_node_id=row.pop("target"), type=type_, properties=row)
        for _, type_, _, row in rows["edges"]
    ]
    graph = Neo4jGraph(nodes=nodes, relationships=edges)
    login = (os.environ["KG_USER"], os.environ["KG_PASSWORD"])
    with GraphDatabase.driver(sys.argv[2], auth=login) as driver:
        driver.verify_connectivity()
        writer = Neo4jWriter(driver)
        started = time.perf_counter()
        done = asyncio.run(writer.run(graph))
        seconds = time.perf_counter() - started
    if done.status != "SUCCESS":
        sys.exit(str(done.metadata))
    print(seconds)


if __name__ == "__main__":
    main()
