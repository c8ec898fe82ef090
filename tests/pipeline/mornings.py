"""Many mornings in a row, with the accidents of real life: a file given twice, changed, a killed run, a late day."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kg.graph.bundle import Bundle
from kg.graph.papers import join_papers, texts_in_order

SECONDS = 300


@dataclass(frozen=True)
class Accidents:
    """On which day (counted from 1) what happens."""

    twice: int
    changed: int
    killed: int
    late: int


@dataclass
class Identities:
    """Which id each authorship and each known id had after a morning."""

    authorships: dict[tuple[str, int], str] = field(default_factory=dict)
    survivors: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, bundle: Bundle) -> Identities:
        """The ids as the bundle has them now."""
        authorships = {(row["target"], row["position"]): row["source"] for row in bundle.edges("AUTHORED")}
        known = [item for what in ("authors", "entities") for item in bundle.known_ids(what)]
        return cls(authorships, {item.id: item.survivor for item in known})

    def final(self, id_: str) -> str:
        """The id that stands for this one after all merges on record."""
        while (survivor := self.survivors.get(id_)) is not None:
            id_ = survivor
        return id_


def changes_without_record(before: Identities, after: Identities) -> list[str]:
    """Ids that vanished, and authorships whose id is another one without a merge on record."""
    lost = [id_ for id_ in before.survivors if id_ not in after.survivors]
    moved = [
        f"{slot}: {id_} became {after.authorships[slot]}"
        for slot, id_ in before.authorships.items()
        if slot in after.authorships and after.authorships[slot] != after.final(id_)
    ]
    return lost + moved


class Mornings:
    """A folder that grows day by day, and the bundle that follows it through the command line.

    Of all days the `count` smallest are taken, in order of date.
    """

    def __init__(self, digests: Path, folder: Path, count: int) -> None:
        names = sorted(path.name for path in digests.iterdir())
        sizes: Counter[str] = Counter()
        for name in names:
            sizes[name[:10]] += (digests / name).stat().st_size
        dates = sorted(sorted(sizes, key=lambda date: (sizes[date], date))[:count])
        self.files = {day: [digests / n for n in names if n.startswith(date)] for day, date in enumerate(dates, 1)}
        self.source = folder / digests.name
        self.source.mkdir(parents=True)
        self.bundle_folder = folder / "graph"
        self.texts: set[str] = set()

    @property
    def bundle(self) -> Bundle:
        return Bundle.open(self.bundle_folder)

    def deliver(self, day: int) -> None:
        """Put the day's files into the folder."""
        for path in self.files[day]:
            shutil.copy(path, self.source)

    def rewrite(self, day: int) -> None:
        """The day's generator ran again: one abstract has a further sentence, in every file that holds it."""
        markdown = next(path for path in self.files[day] if path.suffix == ".md")
        sentence = re.search(r"^Abstract: ([^\n]{40,120}?\. )", markdown.read_text(encoding="utf-8"), re.MULTILINE)
        assert sentence is not None
        old, new = sentence[1], sentence[1] + "We also release QuillHarbor, a toolkit. "
        for path in self.files[day]:
            copy = self.source / path.name
            text = copy.read_text(encoding="utf-8")
            found = old if old in text else json.dumps(old, ensure_ascii=True)[1:-1]
            copy.write_text(text.replace(found, new), encoding="utf-8")

    def command(self, *arguments: str | Path) -> list[str]:
        """The command line of `kg` with these arguments."""
        return [sys.executable, "-m", "kg", *map(str, arguments)]

    def run(self, uri: str, password: str) -> str:
        """What `kg run` of the folder prints."""
        command = self.command("run", self.source, "--out", self.bundle_folder, "--uri", uri)
        environment = os.environ | {"KG_PASSWORD": password}
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, env=environment, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def load(self) -> dict[str, object]:
        """The receipt of `kg load` into the embedded store."""
        command = self.command("load", self.bundle_folder, "--json")
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        receipt: dict[str, object] = json.loads(done.stdout)
        return receipt

    def run_and_kill(self, uri: str, password: str) -> None:
        """Start `kg run`, and kill it (-9) in the middle: once it has said what it adds."""
        process = subprocess.Popen(
            self.command("run", self.source, "--out", self.bundle_folder, "--uri", uri),
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"KG_PASSWORD": password, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline().startswith("adding 1 digest")
        time.sleep(0.3)
        assert process.poll() is None, "the run ended before it could be killed"
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def new_texts(self) -> int:
        """How many texts stand in the bundle's records now that never stood there before."""
        bundle = self.bundle
        papers = join_papers((entry, bundle.records(entry)) for entry in bundle.manifest.sources)
        now = {unit.key for _, _, unit in texts_in_order(papers)}
        new = now - self.texts
        self.texts |= now
        return len(new)

    def extracted(self) -> int:
        """How many texts the last build extracted, by the log of the bundle."""
        builds = [step for run in self.bundle.runs for step in run.get("steps", ()) if step["command"] == "build"]
        return int(builds[-1]["texts_extracted"])
