"""An id that was retired stands for its survivor, whatever command it is given to."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import cli
from kg.graph.bundle import Bundle
from kg.graph.overrides import override_lines
from kg.library.audit import Answer, answer_line
from kg.library.parameters import resolved
from kg.model.errors import UsageError
from kg.pipeline.build import build

DOI = "10.1234/rivers.7"


@dataclass(frozen=True)
class Retired:
    """A bundle, and of each kind an id that was retired with the one that survives."""

    folder: Path
    author: tuple[str, str]
    entity: tuple[str, str]
    paper: tuple[str, str]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Retired:
    """Two papers of which a third source says that they are one, and two methods of which a person says so."""
    place = tmp_path_factory.mktemp("retired")
    days = place / "rivers"
    days.mkdir()
    first = {"id": "2603.00001", "title": "GravelNet: Slow Rivers", "authors": ["Wei Wang", "Odalys Vrenningbak"]}
    first["summary"] = "We propose GravelNet, a model of slow rivers."
    second = {"id": f"doi:{DOI}", "title": "TideNet: Fast Seas", "authors": ["Wei Wang", "Hua Li"]}
    second["summary"] = "We propose TideNet, a model of the tides."
    for day, told in enumerate((first, second), 1):
        (days / f"2026-03-0{day}.jsonl").write_text(json.dumps(told | {"categories": ["cs.LG"]}) + "\n")
    graph = place / "graph"
    build(Bundle.open_or_new(graph), [days], processes=1)
    before = Bundle.open(graph)
    authors = {row["target"]: row["source"] for row in before.edges("AUTHORED") if row["position"] == 1}
    methods = {row["source"]: row["target"] for row in before.edges("PROPOSES")}
    papers = ("doi:" + DOI, "arxiv:2603.00001")
    (place / "overrides.toml").write_text(override_lines("same", "one net", a=methods[papers[0]], b=methods[papers[1]]))
    (days / "2026-03-03.jsonl").write_text(json.dumps(first | {"doi": DOI}) + "\n")
    build(Bundle.open(graph), [days], processes=1)
    found = Retired(graph, (authors[papers[0]], authors[papers[1]]), (methods[papers[0]], methods[papers[1]]), papers)
    gone = {row["id"] for label in ("Author", "Method", "Paper") for row in Bundle.open(graph).nodes(label)}
    assert all(old != new and old not in gone for old, new in (found.author, found.entity, found.paper))
    return found


def run(*arguments: object) -> str:
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.output


def explained(graph: Path, id_: str) -> object:
    return run("explain", id_, "--graph", graph, "--json")


def found(graph: Path, id_: str) -> object:
    return run("find", id_, "--graph", graph, "--json")


def viewed(graph: Path, id_: str) -> object:
    return Path(run("view", graph, "--focus", id_, "--output", graph / "page.html").strip()).read_bytes()


def listed(graph: Path, id_: str) -> object:
    (graph.parent / "lists" / "thesis.toml").unlink(missing_ok=True)
    run("list", "--graph", graph, "add", "thesis", id_)
    return run("list", "--graph", graph, "show", "thesis", "--json")


def listed_of_old(table: str) -> Callable[[Path, str], object]:
    """What a list whose file has the id shows, and what is narrowed to it."""

    def narrowed(graph: Path, id_: str) -> object:
        (graph.parent / "lists").mkdir(exist_ok=True)
        (graph.parent / "lists" / "thesis.toml").write_text(f'{table} = ["{id_}"]\n')
        exported = run("export", graph, "--what", "authorships", "--list", "thesis")
        report = run("report", graph, "--list", "thesis", "--format", "md")
        return run("list", "--graph", graph, "show", "thesis", "--json"), exported, report

    return narrowed


def judged(graph: Path, id_: str) -> object:
    """What an audit says whose answers name the edge's end by this id."""
    (edge,) = Bundle.open(graph).edges("PROPOSES")
    source, target = (edge["source"], id_) if id_.startswith("entity:") else (id_, edge["target"])
    answers = graph / "answers.jsonl"
    answers.write_text(answer_line(Answer(source, target, "y")))
    return run("audit", graph, "--what", "PROPOSES", "--answers", answers)


def parameter(name: str) -> Callable[[Path, str], object]:
    return lambda graph, id_: resolved(Bundle.open(graph), {name: id_})


def overridden(table: str, **values: str) -> Callable[[Path, str], object]:
    """The fingerprint with an entry of overrides.toml that names the id."""

    def fingerprint(graph: Path, id_: str) -> object:
        path = graph.parent / "overrides.toml"
        before = path.read_text()
        given = {key: value or id_ for key, value in values.items()}
        path.write_text(f"{before}\n\n{override_lines(table, 'a test', **given)}\n")
        report = build(Bundle.open(graph), [graph.parent / "rivers"], processes=1)
        path.write_text(before)
        assert report.warnings == []
        return Bundle.open(graph).fingerprint

    return fingerprint


def removed(graph: Path, id_: str) -> object:
    return re.sub(r"\d+(\.\d+)? s\b", "", run("remove", id_, "--graph", graph)), Bundle.open(graph).fingerprint


def card(graph: Path, id_: str) -> object:
    with kg.open(graph) as g:
        return g.paper(id_).data


def page(graph: Path, id_: str) -> object:
    with kg.open(graph) as g:
        return g.view(id_).save(graph / "page.html").read_bytes()


def frame(graph: Path, id_: str) -> object:
    with kg.open(graph) as g:
        return g.find(id_).to_dict()


COMMANDS: list[tuple[str, Callable[[Path, str], object], str]] = [
    ("explain", explained, "author entity"),
    ("find", found, "author entity paper"),
    ("view --focus", viewed, "author paper"),
    ("list add", listed, "author entity paper"),
    ("--list", listed_of_old("authors"), "author"),
    ("--list", listed_of_old("methods"), "entity"),
    ("--list", listed_of_old("papers"), "paper"),
    ("audit", judged, "entity paper"),
    ("query author", parameter("author"), "author"),
    ("query entity", parameter("entity"), "entity"),
    ("query method2", parameter("method2"), "entity"),
    ("query paper", parameter("paper"), "paper"),
    ("remove", removed, "paper"),
    ("[[rename]]", overridden("rename", id="", to="Another Name"), "author entity"),
    ("[[not_an_entity]]", overridden("not_an_entity", entity=""), "entity"),
    ("[[drop]]", overridden("drop", paper="arxiv:2603.00001", relation="PROPOSES", entity=""), "entity"),
    ("kg.open find", frame, "paper"),
    ("kg.open view", page, "entity"),
    ("kg.open paper", card, "paper"),
]


@pytest.mark.parametrize(
    ("kind", "told"), [pytest.param(k, told, id=f"{name} {k}") for name, told, kinds in COMMANDS for k in kinds.split()]
)
def test_a_retired_id_gives_what_its_survivor_gives(
    merged: Retired, tmp_path: Path, kind: str, told: Callable[[Path, str], object]
) -> None:
    old, new = getattr(merged, kind)
    never = f"{old.partition(':')[0]}:{'10.1234/none' if kind == 'paper' else 'none~aaaaa'}"
    survivor = answer_of(told, merged, tmp_path, new)
    assert answer_of(told, merged, tmp_path, old) == survivor
    with pytest.raises((AssertionError, UsageError)):
        assert answer_of(told, merged, tmp_path, never) == survivor


def answer_of(told: Callable[[Path, str], object], merged: Retired, place: Path, id_: str) -> object:
    """What a copy of the bundle answers, always at the same path."""
    shutil.rmtree(place / "copy", ignore_errors=True)
    shutil.copytree(merged.folder.parent, place / "copy")
    return told(place / "copy" / "graph", id_)
