"""Find the JDK that a server needs, and resolve the server's jars."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

JAVA_RELEASES = {"5.26.31": {17, 21}, "2026.09.0": {25}}
"""Neo4j version → the releases of Java that it runs on."""

POM = Path(__file__).with_name("pom.xml")


def find_java(version: str) -> Path | None:
    """The `java` that this version of Neo4j runs on; None where there is none."""
    for home in _java_homes():
        if _release(home) in JAVA_RELEASES[version]:
            return home / "bin" / "java"
    return None


def _java_homes() -> Iterator[Path]:
    if "JAVA_HOME" in os.environ:
        yield Path(os.environ["JAVA_HOME"])
    found = shutil.which("java")
    if found is not None:
        yield Path(found).resolve().parents[1]
    for folder in ("/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines"):
        yield from sorted(Path(folder).glob("*"))


def _release(home: Path) -> int | None:
    """The Java release of a JDK, from its own `release` file."""
    path = home / "release"
    if not path.is_file() or not (home / "bin" / "java").is_file():
        return None
    match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', path.read_text(encoding="utf-8"), re.MULTILINE)
    return int(match[1]) if match else None


def find_jars(version: str) -> Path | None:
    """The folder of the server's jars: one that `KG_NEO4J_LIB` names (several joined by `:`), else the cache.

    What is missing is resolved with Maven into the cache, once (about 140 MB); None where it cannot be.
    """
    named = [Path(folder) for folder in os.environ.get("KG_NEO4J_LIB", "").split(os.pathsep) if folder]
    cache = Path.home() / ".cache" / "arxiv-kg" / f"neo4j-{version}"
    for folder in (*named, cache):
        if (folder / f"neo4j-{version}.jar").is_file():
            return folder
    return cache if _resolve(version, cache) else None


def _resolve(version: str, folder: Path) -> bool:
    maven = shutil.which("mvn")
    if maven is None:
        return False
    draft = folder.with_name(f"{folder.name}.new")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={draft}"]
    with _alone(folder.with_name(f"{folder.name}.lock")):
        if (folder / f"neo4j-{version}.jar").is_file():
            return True
        done = subprocess.run(
            [maven, "-q", "-B", "-f", str(POM), *goal, f"-Dneo4j.version={version}"], check=False, capture_output=True
        )
        if done.returncode == 0:
            draft.replace(folder)
        return done.returncode == 0


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Tests run in two processes: while one resolves jars, the other waits."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
