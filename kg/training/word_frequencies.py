"""Count in how many papers each word stands: makes `kg/text/data/word_frequencies.txt.gz`.

    python -m kg.training.word_frequencies PAPERS.jsonl.gz kg/text/data/word_frequencies.txt.gz

The input has one paper a line with `title` and `summary`. Only words and counts come out, words of at least
LEAST_COUNT papers, in alphabetic order. The number of papers is printed: it is `kg.text.words.DOCUMENTS`.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.text.words import LEAST_COUNT, tokens


def count_documents(texts: Iterable[str]) -> tuple[int, Counter[str]]:
    """The number of texts, and for each word the number of texts that hold it."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        counts.update(set(tokens(text)))
        total += 1
    return total, counts


def table(counts: Counter[str]) -> bytes:
    """The table's file: `word<TAB>count` lines, gzipped without name and time, so that its bytes can be compared."""
    kept = sorted((word, count) for word, count in counts.items() if count >= LEAST_COUNT)
    return gzip.compress("".join(f"{word}\t{count}\n" for word, count in kept).encode(), mtime=0)


def main(papers: str, output: str) -> None:
    """Read the papers, write the table, print both numbers."""
    with gzip.open(papers, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        total, counts = count_documents(f"{row['title']}\n{row['summary']}" for row in rows)
    Path(output).write_bytes(table(counts))
    print(f"{total} papers, {sum(count >= LEAST_COUNT for count in counts.values())} words")


if __name__ == "__main__":
    main(*sys.argv[1:])
