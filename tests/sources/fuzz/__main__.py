"""Fuzz a reader by hand, led by coverage, until time is up or a file brings out an exception that is not ours.

    python -m tests.sources.fuzz READER SECONDS [FOLDER_OF_REAL_FILES]

Needs `pip install atheris` (Linux). The mutations are those of `mutate.py` and libFuzzer's own, in turn. A file that
crashes the reader is left as `crash-…` in the current folder.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["kg"]):
    from kg.model.errors import KgError
    from tests.sources.fuzz.mutate import Edit, spoil
    from tests.sources.fuzz.readers import FUZZED, seeds

LONGEST = 65_536
"""Bytes of an input; a longer real file is cut there."""
ENDINGS = {
    "markdown": ".md",
    "gzip": ".md",
    "raw": ".jsonl",
    "papers": ".jsonl",
    "enhanced": ".jsonl",
    "bibtex": ".bib",
}


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """libFuzzer's mutation for an even seed, one to four edits of ours for an odd one."""
    chance = random.Random(seed)
    if seed % 2 == 0:
        return bytes(atheris.Mutate(data, most))
    edits = [Edit(*(chance.randrange(65_536) for _ in range(4))) for _ in range(chance.randint(1, 4))]
    return spoil(data, edits)[:most]


def main(reader: str, seconds: str, folder: str | None = None) -> None:
    """Write the first files of the corpus, and run."""
    corpus = Path(tempfile.mkdtemp(prefix=f"fuzz-{reader}-"))
    files = sorted(Path(folder).rglob(f"*{ENDINGS.get(reader, '.toml')}")) if folder else []
    real = [path.read_bytes()[:LONGEST] for path in files]
    for number, data in enumerate((*seeds(reader), *real)):
        (corpus / str(number)).write_bytes(data)

    def feed(data: bytes) -> None:
        try:
            FUZZED[reader](data)
        except KgError:
            return

    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], feed, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
