"""Expected counts of names, from the shipped table."""

from __future__ import annotations

from importlib.resources import files

from kg.resolution.statistics import AUTHORSHIPS, expected_authorships, rarity


def test_common_parts_of_one_origin_make_a_common_name() -> None:
    assert expected_authorships("wang", "w") > expected_authorships("wang", "wei") > 100
    assert expected_authorships("schmidt", "wei") < 5 < expected_authorships("wang", "wei")


def test_unknown_words_count_as_seen_once() -> None:
    assert 0 < expected_authorships("vrenningbak", "odalys") < 0.01
    assert expected_authorships("vrenningbak", "") <= 1


def test_rarity_runs_from_common_to_rare() -> None:
    assert rarity(0.001) == rarity(1) == 1
    assert rarity(AUTHORSHIPS / 100) == 0
    assert rarity(10) > rarity(1000)


def test_table_is_small_and_holds_single_words_only() -> None:
    packed = (files("kg.resolution") / "data" / "names.tsv.gz").read_bytes()
    assert len(packed) < 500_000
    assert " " not in expected_lines(packed)


def expected_lines(packed: bytes) -> str:
    """The table's text."""
    import gzip

    return gzip.decompress(packed).decode("ascii")
