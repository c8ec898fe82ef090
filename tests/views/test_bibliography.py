"""Bibliographies: what reference managers read, and that no title or name breaks out of its field."""

from __future__ import annotations

import json
import re

import pytest

from kg.model.tables import GraphTables
from kg.text.bibtex import read_bibtex
from kg.views.bibliography import bibtex, csl_json, escape_latex, markdown, ris
from kg.views.exports import ExportOptions
from kg.views.references import references, split_name
from tests.views.hostile import hostile_texts
from tests.views.invented import invented_graph

OPTIONS = ExportOptions()


def one_paper(title: str = "", name: str = "", **more: object) -> GraphTables:
    """A graph of one paper by four authors, the first of this name."""
    tables = invented_graph(1)
    tables.nodes("Paper")[0].update(more | ({"title": title} if title else {}))
    for row in tables.edges("AUTHORED"):
        row["name_as_written"] = name or "Wanda Ito" if row["position"] == 1 else "Someone Else"
    return tables.finish()


def papers(count: int) -> GraphTables:
    """So many papers whose authors' names are written."""
    tables = invented_graph(count)
    for row in tables.edges("AUTHORED"):
        row["name_as_written"] = f"Wanda Ito {row['position']}"
    return tables


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Wei Wang", "Wang", "Wei"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("José de la Cruz", "de la Cruz", "José"),
        ("Ilse Van den Kolk", "Van den Kolk", "Ilse"),
        ("Ilse M. Van Der Kolk", "Van Der Kolk", "Ilse M."),
        ("Ana De la Roca", "De la Roca", "Ana"),
        ("Joris van 't Kolk", "van 't Kolk", "Joris"),
        ("Thi Van Hung", "Hung", "Thi Van"),
        ("Van der Kolk", "der Kolk", "Van"),
        ("Harlan T. Beaumont Jr.", "Beaumont Jr.", "Harlan T."),
        ("Harlan T. Beaumont, Jr.", "Beaumont Jr.", "Harlan T."),
        ("Beaumont, Jr., Harlan T.", "Beaumont Jr.", "Harlan T."),
        ("Wang, Wei", "Wang", "Wei"),
        (r"P\'al Erd{\H o}s", "Erdős", "Pál"),
        ("王伟", "王伟", ""),
        ("Plato", "Plato", ""),
        ("The Lichen Collaboration", "The Lichen Collaboration", ""),
    ],
)
def test_a_name_is_split_as_a_bibliography_needs_it(written: str, family: str, given: str) -> None:
    name = split_name(written)
    assert (name.family, name.given) == (family, given)


def test_a_bibtex_entry_has_the_fields_of_the_paper() -> None:
    text = "".join(bibtex(one_paper(title=r"On 50\% of $\alpha$-nets & C_4", journal_ref="Kiln Letters 4"), OPTIONS))
    ((entry,), problems) = read_bibtex(text)
    assert problems == []
    assert entry.key == "ito:2603.00000"
    fields = dict(entry.fields)
    assert fields.pop("abstract")
    assert fields == {
        "title": r"{On 50\% of α-nets \& C\_4}",
        "author": "Ito, Wanda and Else, Someone and Else, Someone and Else, Someone",
        "year": "2026",
        "month": "3",
        "journal": "Kiln Letters 4",
        "eprint": "2603.00000",
        "archiveprefix": "arXiv",
        "primaryclass": "cs.LG",
        "doi": "10.5555/invented.0",
        "url": "https://arxiv.org/abs/2603.00000",
    }
    assert text.startswith("% kg, fingerprint ")


@pytest.mark.parametrize("text", [*hostile_texts()[::3], r"\input{/etc/passwd}", "}} @misc{x,", "{", "a\nTY  - JOUR"])
def test_hostile_texts_stay_within_their_field(text: str) -> None:
    graph = one_paper(title=text, name=f"{text} Ito")
    entries, problems = read_bibtex("".join(bibtex(graph, OPTIONS)))
    assert (len(entries), problems) == (1, [])
    assert set(re.findall(r"\\[a-z]+", entries[0].fields["title"])) <= set(
        re.findall(r"\\[a-z]+", escape_latex("{}\\~^"))
    )
    lines = "".join(ris(graph, OPTIONS)).replace("\r\n", "\n").split("\n")
    assert [line for line in lines if line and not re.match(r"[A-Z][A-Z0-9]  - ", line)] == []
    assert sum(line.startswith("TY  - ") for line in lines) == 1
    assert len(json.loads("".join(csl_json(graph, OPTIONS)))) == 1
    assert "".join(markdown(graph, OPTIONS)).count("\n- **") == 1


def test_ris_and_csl_say_the_same_as_the_references() -> None:
    graph = papers(6)
    found = list(references(graph, OPTIONS))
    assert [reference.id for reference in found] == sorted(row["id"] for row in graph.nodes("Paper"))
    items = json.loads("".join(csl_json(graph, OPTIONS)))
    assert [item["title"] for item in items] == [reference.title for reference in found]
    assert items[0]["issued"] == {"date-parts": [[2026, 3]]}
    assert items[0]["DOI"] == "10.5555/invented.0"
    records = "".join(ris(graph, OPTIONS)).split("ER  - ")
    assert len(records) == 7
    assert f"TI  - {found[2].title}\r\n" in records[2]
    assert records[2].count("AU  - ") == 4


def test_markdown_is_by_day_newest_first_with_the_one_line_summary() -> None:
    text = "".join(markdown(papers(62), OPTIONS))
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["2026-03-04", "2026-03-03", "2026-03-02"]
    assert text.count("\n- **") == 62
    assert "makes tide planning cheaper." in text


def test_a_graph_without_papers_gives_well_formed_files() -> None:
    empty = GraphTables()
    assert json.loads("".join(csl_json(empty, OPTIONS))) == []
    assert list(ris(empty, OPTIONS)) == []
