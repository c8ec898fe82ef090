"""Write the table of word uses from a sample of papers.

python -m kg.training.word_uses ../shared/data/papers/papers-40k.jsonl.gz
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from kg.extraction.reading import read
from kg.training.tables import write_table

LEAST_PAPERS = 4


def main(source: str) -> None:
    """Count the words of titles and abstracts (their case in abstracts only) and write `word_uses.tsv.gz`."""
    papers: Counter[str] = Counter()
    places: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            reading = read(record["title"], record["summary"])
            words = reading.tokens
            body = [w for w, (start, _) in zip(words, reading.words, strict=True) if start > reading.title_end]
            papers.update({word.casefold() for word in words if word[0].isalnum()})
            places.update(word.casefold() for word in body)
            lower.update(word for word in body if word.islower())
    kept = sorted(word for word, count in papers.items() if count >= LEAST_PAPERS and not word.isdigit())
    rows = ((word, papers[word], round(100 * lower[word] / max(places[word], 1))) for word in kept)
    write_table("word_uses.tsv.gz", rows)


if __name__ == "__main__":
    main(str(Path(sys.argv[1])))
