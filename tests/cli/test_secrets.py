"""A password is in no output, log, file of the bundle, error or list of processes."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import click
import pytest

from kg.cli.main import cli
from tests.cli.conftest import Run
from tests.servers.neo4j import Neo4jServer


def options(group: click.Command) -> list[str]:
    """The names of all options, those of commands within commands too."""
    names = [name for option in group.params for name in option.opts]
    if isinstance(group, click.Group):
        context = click.Context(group)
        within = [group.get_command(context, name) for name in group.list_commands(context)]
        names += [name for inner in within if inner is not None for name in options(inner)]
    return names


def test_no_option_takes_a_password_since_others_could_read_it_from_the_list_of_processes() -> None:
    assert "--uri" in options(cli)
    assert [name for name in options(cli) if any(word in name for word in ("pass", "secret", "token"))] == []


@pytest.fixture
def bundle(built: Path, tmp_path: Path) -> Path:
    """The two mornings, to be written to."""
    return Path(shutil.copytree(built, tmp_path / "graph"))


@pytest.mark.neo4j
@pytest.mark.usefixtures("neo4j_store")  # empty, whatever ran before
def test_a_password_shows_nowhere(
    kg: Run,
    bundle: Path,
    neo4j_server: Neo4jServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    right, wrong = neo4j_server.password, "not-the-pass-phrase"
    host = neo4j_server.uri.removeprefix("bolt://")
    said = []
    for password, uri, code in (
        (right, neo4j_server.uri, {0}),
        (wrong, neo4j_server.uri, {3}),
        (right, f"bolt://neo4j:{right}@{host}", {2}),
        (right, f"neo4j://{host}?password={right}", {2}),
        (right, f"http://neo4j:{right}@{host}", {2}),
        (right, "bolt://127.0.0.1:1", {3}),
    ):
        monkeypatch.setenv("KG_PASSWORD", password)
        for arguments in (("load", bundle), ("query", "RETRUN 1", "--graph", bundle)):
            done = kg(*arguments, "--uri", uri)
            said.append(done.out + done.err)
            assert done.code in code | ({2} if arguments[0] == "query" else set())
    files = [path.read_bytes() for path in bundle.rglob("*") if path.is_file()]
    assert (bundle / "runs.jsonl").is_file()
    for secret in (right, wrong):
        assert [text for text in said if secret in text] == []
        assert secret not in caplog.text
        assert [data for data in files if secret.encode() in data] == []
