"""An invented graph of any size: papers about gardens, tides, kilns and looms, with authors, links and topics."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from kg.model.rows import Row
from kg.model.schema import RELATION_FOR_LABEL
from kg.model.tables import GraphTables

TOPICS: dict[str, dict[str, list[str]]] = {
    "Garden forecasting": {
        "Method": ["MossNet", "Petal Attention", "RootFlow", "Hedge Forest"],
        "Dataset": ["GreenLeaf-2M", "OrchardBench"],
        "Task": ["bloom prediction"],
        "Metric": ["Wilt Score"],
    },
    "Tidal control": {
        "Method": ["TideGPT", "Ebb Transformer", "Harbour Sampling", "Lunar Decoding"],
        "Dataset": ["HarbourLog"],
        "Task": ["tide planning"],
        "Metric": ["Drift Error"],
    },
    "Kiln chemistry": {
        "Method": ["GlazeDiff", "Ember Search", "ClayFormer"],
        "Dataset": ["KilnRuns-9k"],
        "Task": ["glaze synthesis"],
        "Metric": ["Crack Rate"],
    },
    "Loom languages": {
        "Method": ["WarpLM", "Shuttle Tuning", "ThreadRAG", "Selvedge Pruning"],
        "Dataset": ["PatternBank"],
        "Task": ["pattern parsing"],
        "Metric": ["Knot Accuracy"],
    },
}
GIVEN = ["Ada", "Bo", "Chidi", "Dana", "Eun-ji", "Farid", "Greta", "Hana", "Ivo", "Jürgen", "Kofi", "Lin"]
FAMILY = ["Abara", "Birkeland", "Castellanos", "Dvořák", "Eskola", "Fontaine", "Gupta", "Hoshino", "Ng", "Okafor"]
OPENINGS = ["Slow", "Quiet", "Layered", "Patient", "Folded", "Borrowed", "Northern", "Careful"]


def entity_id(name: str) -> str:
    """The id of an invented entity."""
    return "entity:" + name.lower().replace(" ", "-")


def invented_graph(papers: int = 40, *, authors_a_paper: int = 4, seed: int = 5) -> GraphTables:
    """A finished graph of so many papers, thirty a day from 2 March 2026, with two topic communities a hundred."""
    chance = random.Random(seed)
    tables = GraphTables(id="invented")
    nodes = tables.node_rows
    names = list(TOPICS)
    for number, name in enumerate(names):
        terms = TOPICS[name]["Method"]
        add(
            nodes,
            "Community",
            id=f"community:topic:{number}",
            kind="topic",
            level=0,
            label=name,
            terms=terms,
            size=papers // 4,
        )
    people = {f"author:{number}": f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}" for number in range(papers * 2 + 8)}
    for key, name in people.items():
        add(nodes, "Author", id=key, name=name, papers=1, first_listed="2026-03-02", last_listed="2026-03-04")
    for number in range(papers):
        _add_paper(tables, number, people, chance, authors_a_paper)
    _add_entities(tables)
    for category in ("cs.LG", "cs.CL"):
        add(nodes, "Category", id=category, name=category)
    return tables.finish()


def add(rows: dict[str, list[Row]], kind: str, /, **values: Any) -> None:
    """Append a row of this label or type."""
    rows.setdefault(kind, []).append(values)


def _add_paper(tables: GraphTables, number: int, people: dict[str, str], chance: random.Random, team: int) -> None:
    place = number % len(TOPICS)
    topic = list(TOPICS)[place]
    nodes, edges = tables.node_rows, tables.edge_rows
    key = f"arxiv:26{3 + number // 9000:02d}.{number % 9000:05d}"
    day = (date(2026, 3, 2) + timedelta(days=number // 30)).isoformat()
    digest = f"digest:invented:{day}"
    if digest not in {row["id"] for row in nodes.get("Digest", [])[-1:]}:
        add(nodes, "Digest", id=digest, name=f"invented {day}", date=day, source="invented", sha256="0" * 64)
    words = TOPICS[topic]
    method, rival = chance.sample(words["Method"], 2)
    other = chance.choice(TOPICS[chance.choice(list(TOPICS))]["Method"])
    data, task, metric = (chance.choice(words[label]) for label in ("Dataset", "Task", "Metric"))
    if number >= 200:  # a larger graph has more names
        method, data = f"{method} {number % (number // 40)}", f"{data} {number % (number // 60)}"
    own = f"{chance.choice(OPENINGS)}{method.split()[0]}{number}"
    title = f"{own}: {chance.choice(OPENINGS).lower()} {method} for {task}"
    said = [
        ("PROPOSES", own, f"We propose {own}, which learns {task} from few examples.", 0.97),
        ("USES", method, f"It extends {method} with a second memory.", 0.9),
        ("COMPARES_WITH", rival, f"We compare it with {rival} under equal cost.", 0.7),
        ("EVALUATES_ON", data, f"Experiments on {data} show steady gains.", 0.88),
        ("ADDRESSES", task, f"The task of {task} remains open.", 0.8),
        ("MEASURES", metric, f"{metric} falls by a third.", 0.6),
        ("USES", other, f"A variant borrows from {other} as well.", 0.45),
    ]
    abstract = " ".join(sentence for _, _, sentence, _ in said)
    add(
        nodes, "Paper", id=key, title=title, abstract=abstract, published_month="2026-03", first_listed=day, versions=1,
        url=f"https://arxiv.org/abs/{key[6:]}", doi=f"10.5555/invented.{number}",
    )  # fmt: skip
    add(
        edges, "LISTS", source=digest, target=key, rank=number % 30 + 1, language="English",
        tldr=f"{own} makes {task} cheaper.", method=f"A second memory on top of {method}.",
    )  # fmt: skip
    add(edges, "IN_CATEGORY", source=key, target="cs.LG" if place < 2 else "cs.CL", primary=True)
    add(edges, "IN_COMMUNITY", source=key, target=f"community:topic:{place}", score=0.9, since="2026-03-02")
    for position in range(1, team + 1):
        person = list(people)[(number * 2 + position * position) % len(people)]
        name = people[person]
        add(edges, "AUTHORED", source=person, target=key, position=position, of=team, name_as_written=name)
    for relation, name, sentence, confidence in {name: (r, name, s, c) for r, name, s, c in said}.values():
        start = abstract.index(sentence) + sentence.index(name)
        add(
            edges, relation, source=key, target=entity_id(name), confidence=confidence, evidence=sentence, start=start,
            end=start + len(name), section="abstract", rule="invented", supported=True, mentions=1,
        )  # fmt: skip


def _add_entities(tables: GraphTables) -> None:
    """A node for each entity that a link names; what no topic lists is a method of its own paper."""
    labels = {entity_id(n): (n, label) for words in TOPICS.values() for label, names in words.items() for n in names}
    papers: dict[str, set[str]] = {}
    for relation in ("PROPOSES", "USES", "COMPARES_WITH", "EVALUATES_ON", "ADDRESSES", "MEASURES"):
        for row in tables.edge_rows.get(relation, []):
            papers.setdefault(row["target"], set()).add(row["source"])
    titles = {row["id"]: row["title"] for row in tables.node_rows["Paper"]}
    for key, named in sorted(papers.items()):
        stem, _, figure = key.rpartition("-")
        name, label = labels.get(key) or labels.get(stem) or (titles[min(named)].partition(":")[0], "Method")
        name = name if key in labels or stem not in labels else f"{name} {figure}"
        assert label in RELATION_FOR_LABEL
        add(tables.node_rows, label, id=key, name=name, papers=len(named), first_listed="2026-03-02")
