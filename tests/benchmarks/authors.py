"""What it costs to resolve authors: `python -m tests.benchmarks.authors PAPERS.jsonl.gz COUNT… [--added 100]`.

For each count of papers (the first of the file) three runs: all but the last --added of them from nothing, then all of
them from where that stood, as a morning does it, and all of them once more, where nothing is new. Prints CPU seconds,
authorships, authors, and the peak memory so far, papers included. The share of the second run in the first is the
figure to watch.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from itertools import islice
from pathlib import Path

from kg.model.identity import AuthorResolution, PaperFacts
from kg.model.ids import arxiv_month, paper_id
from kg.model.records import AuthorName
from kg.resolution.authors import resolve_authors


def main() -> None:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=Path)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--added", type=int, default=100)
    options = parser.parse_args()
    print(f"{'papers':>8}{'folded':>8}{'authorships':>13}{'authors':>10}{'CPU s':>9}{'peak MB':>9}")
    for count in options.counts:
        facts = read_facts(options.papers, count)
        found = AuthorResolution({}, ())
        for papers in (facts[: -options.added], facts, facts):
            found = timed(papers, found)


def timed(papers: list[PaperFacts], before: AuthorResolution) -> AuthorResolution:
    """Resolve, going on from before, and print a row."""
    start = time.process_time()
    found = resolve_authors(papers, previous=before.known, before=before.folded)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    authors = len(set(found.author_of.values()))
    print(
        f"{len(papers):>8}{found.replayed:>8}{len(found.author_of):>13}{authors:>10}{seconds:>9.1f}{peak:>9.0f}",
        flush=True,
    )
    return found


def read_facts(path: Path, count: int) -> list[PaperFacts]:
    """The first papers of a jsonl file, as identity sees them, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return [
        PaperFacts(
            id_ := paper_id(row["id"]),
            row["title"],
            row.get("summary", ""),
            tuple(map(AuthorName, row["authors"])),
            tuple(row["categories"]),
            arxiv_month(id_),
        )
        for row in rows
    ]


if __name__ == "__main__":
    main()
