"""Names as authors write them: parts, blocks, and which may be one person's."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.text.person_names import compatible, parse_person_name


@pytest.mark.parametrize(
    ("written", "surname", "given_names", "suffix"),
    [
        ("Odalys Brenner", "brenner", ("odalys",), ""),
        ("Brenner, Odalys", "brenner", ("odalys",), ""),
        ("Brenner, O.", "brenner", ("o",), ""),
        ("Orrin C. Velder, Jr.", "velder", ("orrin", "c"), "jr"),
        ("Velder, Jr., Orrin C.", "velder", ("orrin", "c"), "jr"),
        ("Velder, Orrin C., III", "velder", ("orrin", "c"), "iii"),
        ("Orrin Velder III", "velder", ("orrin",), "iii"),
        ("Ph.D. Orrin Velder", "velder", ("orrin",), ""),
        ("Orrin Velder, PhD", "velder", ("orrin",), ""),
        ("M. D. Velder", "velder", ("m", "d"), ""),
        ("JP Velder", "velder", ("j", "p"), ""),
        ("J.-P. Velder", "velder", ("j", "p"), ""),
        ("Marit van der Kolk", "kolk", ("marit",), ""),
        ("van der Kolk, Marit", "kolk", ("marit",), ""),
        ("Ana María de la Roca", "roca", ("ana", "maria"), ""),
        ("Séan O’Dravin", "odravin", ("sean",), ""),
        ("Sean O'Dravin", "odravin", ("sean",), ""),
        (r"C\'eline P\'eral", "peral", ("celine",), ""),
        (r"Vord{\H o}s, P\'al", "vordos", ("pal",), ""),
        (r"{\L}ucjan Kasz", "kasz", ("lucjan",), ""),
        (r"Lu\'{\i}s Salva", "salva", ("luis",), ""),
        ("J{é}r{ô}me Arnel", "arnel", ("jerome",), ""),
        ("Sonya~Colman", "colman", ("sonya",), ""),
        ("Xiu Qian*", "qian", ("xiu",), ""),
        ("Xiu Qian1", "qian", ("xiu",), ""),
        ("6Dora Riquel", "riquel", ("dora",), ""),
        ("Dora Riquel (Polytechnic of Nowhere)", "riquel", ("dora",), ""),
        ("QIAN Xiu", "qian", ("xiu",), ""),
        ("LI Xiu", "li", ("xiu",), ""),
        ("XIU LI", "li", ("xiu",), ""),
        ("Иван Перов", "perov", ("ivan",), ""),
        ("钱小舟", "qian", ("xiao", "zhou"), ""),
        ("欧阳舟", "ouyang", ("zhou",), ""),
        ("김바다", "kim", ("bada",), ""),
        ("Plato", "plato", (), ""),
        ("Jr.", "jr", (), ""),
        (":", "", (), ""),
        ("", "", (), ""),
    ],
)
def test_parts(written: str, surname: str, given_names: tuple[str, ...], suffix: str) -> None:
    name = parse_person_name(written)
    assert (name.surname, name.given, name.suffix) == (surname, given_names, suffix)


def test_group_is_not_split() -> None:
    name = parse_person_name("The Nowhere-2 Collaboration")
    assert name.group
    assert (name.surname, name.given, name.block) == ("nowhere 2 collaboration", (), "nowhere 2 collaboration")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xiao-Zhou Qian", "Xiaozhou Qian"),
        ("Xiao Zhou Qian", "Xiaozhou Qian"),
        ("X.-Z. Qian", "Xiaozhou Qian"),
        ("Brenner, O.", "Odalys Brenner"),
        ("Odalys M. Brenner", "Odalys Brenner"),
        ("Bill Brenner", "William Brenner"),
        ("W. Brenner", "Bill Brenner"),
        ("Jörg Müllner", "Jorg Muellner"),
        ("Jörg Müllner", "Jorg Mullner"),
        ("Orrin Velder Jr.", "Orrin Velder"),
        ("钱小舟", "Xiaozhou Qian"),
    ],
)
def test_compatible_names_share_a_block(one: str, other: str) -> None:
    left, right = parse_person_name(one), parse_person_name(other)
    assert compatible(left, right)
    assert compatible(right, left)
    assert left.block == right.block


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xiaozhou Qian", "Xiaohan Qian"),
        ("Xiao Qian", "Xiaozhou Qian"),
        ("Odalys M. Brenner", "Odalys K. Brenner"),
        ("Odalys Brenner", "Olga Brenner"),
        ("Odalys Brenner", "Odalys Brener"),
        ("Jorg Mullner", "Jorg Muellner"),
        ("Orrin Velder Jr.", "Orrin Velder III"),
        ("钱小舟", "钱晓舟"),
        ("Brenner", "Odalys Brenner"),
        ("Xue Qiao", "Xu Qiao"),
    ],
)
def test_names_that_exclude_each_other(one: str, other: str) -> None:
    left, right = parse_person_name(one), parse_person_name(other)
    assert not compatible(left, right)
    assert not compatible(right, left)


def test_block_is_surname_and_initial() -> None:
    assert parse_person_name("van der Kolk, M.").block == "kolk m"
    assert parse_person_name("Bob Brenner").block == parse_person_name("Robert Brenner").block
    assert parse_person_name("Jörg Müllner").block == parse_person_name("Jorg Muellner").block


@given(st.text(max_size=40))
def test_any_text_is_read(written: str) -> None:
    name = parse_person_name(written)
    assert compatible(name, name)
    assert name.block == name.block.strip()


_WORD = st.text("abdeiklmnorstuz", min_size=4, max_size=7).map(str.capitalize)


@given(_WORD, _WORD)
def test_a_comma_turns_the_order(given_name: str, family: str) -> None:
    straight, turned = parse_person_name(f"{given_name} {family}"), parse_person_name(f"{family}, {given_name}")
    assume(not straight.group)
    assert (straight.block, straight.given) == (turned.block, turned.given)
