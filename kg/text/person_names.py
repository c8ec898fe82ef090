"""Personal names as written in author lists: their parts, their block, and which of them can be one person's.

The written order is kept unless a comma says otherwise (`LeCun, Y.`). Everything here is a function of the written
name alone. No library is used: those for Western names (`nameparser`) split the last word off `Ludwig van Beethoven`
as we do, and fail on hyphened initials, Chinese and Korean script and LaTeX.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from unidecode import unidecode

__all__ = ["PersonName", "compatible", "parse_person_name"]

_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv", "2nd": "ii", "3rd": "iii"}
_DEGREES = frozenset({"phd", "md", "dr", "prof", "msc", "mr", "mrs", "ms"})
_PARTICLE_WORDS = """
    van von der den de del della dela di da dos das do du des la le los las el al ter ten zu zur vom af av bin ibn ben
    e y und
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_GROUP = re.compile(
    r"\b(?:collaborations?|teams?|consorti(?:um|a)|group|project|committee|initiative|institute|university|network|lab)\b",
    re.IGNORECASE,
)
_NICKNAMES = {
    "bill": "william", "bob": "robert", "rob": "robert", "dick": "richard", "rick": "richard", "jim": "james",
    "mike": "michael", "dave": "david", "tom": "thomas", "joe": "joseph", "dan": "daniel", "steve": "stephen",
    "steven": "stephen", "chris": "christopher", "matt": "matthew", "tony": "anthony", "alex": "alexander",
    "andy": "andrew", "ben": "benjamin", "jeff": "jeffrey", "geoff": "geoffrey", "greg": "gregory", "ken": "kenneth",
    "nick": "nicholas", "pete": "peter", "phil": "philip", "phillip": "philip", "ron": "ronald", "don": "donald",
    "ed": "edward", "fred": "frederick", "tim": "timothy", "ted": "theodore", "liz": "elizabeth", "kate": "katherine",
    "larry": "lawrence", "doug": "douglas", "jerry": "gerald", "ray": "raymond", "sam": "samuel",
}  # fmt: skip
_COMPOUNDS = """
    欧阳 司马 上官 诸葛 司徒 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 長孫 长孙 歐陽 諸葛 남궁 황보 제갈 선우 독고
"""
_COMPOUND_SURNAMES = frozenset(_COMPOUNDS.split())
_HANGUL_SURNAMES = {
    "김": "kim", "이": "lee", "박": "park", "최": "choi", "정": "jung", "강": "kang", "조": "cho", "윤": "yoon",
    "장": "jang", "임": "lim", "한": "han", "오": "oh", "서": "seo", "신": "shin", "권": "kwon", "황": "hwang",
    "안": "ahn", "송": "song", "전": "jeon", "홍": "hong", "유": "yoo", "고": "ko", "문": "moon", "양": "yang",
    "손": "son", "배": "bae", "백": "baek", "허": "heo", "남": "nam", "심": "shim", "노": "noh", "하": "ha",
}  # fmt: skip
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+")
_ACCENT = re.compile(r"""\\?(\\[`'^"~=.]|\\[uvHtcdbkr](?![A-Za-z]))\s*\{?\s*\\?([A-Za-z])""")
_DEGREE = re.compile(r"\bPh\.?\s?D\b\.?")
_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328",
    "r": "\u030a", "t": "",
}  # fmt: skip
_LETTERS = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j|dh|DH|th|TH)(?![A-Za-z])\s*(?:\{\})?")
_LETTER = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
}  # fmt: skip
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*†‡§¶^]|\b\d+(?=[^\W\d_]*\b)|\d+$")
_APOSTROPHE = re.compile(r"(?<=\w)['’`ʼ](?=\w)|(?<=\b[ODod])['’`ʼ]\s*")
_MARKUP = str.maketrans({"~": " ", "\\": " ", "{": "", "}": "", "$": ""})
_TOKEN = re.compile(r"[^\W_]+")
_UMLAUTS = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe", "å": "aa", "Ü": "Ue", "Ö": "Oe", "Ä": "Ae"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name's parts, folded to lower-case ASCII; `given` may hold initials, nicknames stand as written.

    `surname` is the last word of the family name, without particles: `garcia` and `garcia lopez` differ, `van den
    berg` and `berg` do not. `block` is where the name is compared with others; `key` (`h. chen`) names a co-author.
    `script` holds the name as written where that is in Chinese characters, else it is empty.
    """

    surname: str
    given: tuple[str, ...]
    suffix: str = ""
    spelt: str = ""
    script: str = ""
    group: bool = False

    @property
    def block(self) -> str:
        return f"{_german(self.surname)} {self.initial}".rstrip()

    @property
    def key(self) -> str:
        return f"{self.initial}. {self.surname}" if self.given else self.surname

    @property
    def initial(self) -> str:
        """The first letter of the first given name, of `william` for `bill`; empty for a single name."""
        return _NICKNAMES.get(self.given[0], self.given[0])[0] if self.given else ""

    @property
    def first(self) -> str:
        """The first given name, `william` for `bill`; empty for a single name."""
        return _formal(self.given[0]) if self.given else ""

    @property
    def joined(self) -> str:
        """The given names without spaces: `xiaoming` for `Xiao-Ming`."""
        return "".join(self.given)

    @property
    def full(self) -> bool:
        """Whether the first given name is more than an initial."""
        return bool(self.given) and len(self.given[0]) > 1


@lru_cache(maxsize=1 << 17)
def parse_person_name(written: str) -> PersonName:
    """The parts of a name as written in an author list; never fails, `:` gives a name without letters.

    >>> parse_person_name("LeCun, Y.").key, parse_person_name("Erd{\\\\H o}s, P\\\\'al").block
    ('y. lecun', 'erdos p')
    """
    if _GROUP.search(written):
        whole = _fold(written).removeprefix("the ")
        return PersonName(surname=whole, given=(), spelt=whole, group=True)
    text = _plain(written)
    script = _CJK.fullmatch(text.replace(" ", "").replace("·", ""))
    if script:
        return _parse_script(script[0], text)
    family, given, suffix = _split(text)
    words, forenames = _words(family), _words(given)
    if not words and forenames:
        words = [forenames.pop()]
    surname = words[-1] if words else ""
    return PersonName(surname, tuple(forenames), suffix, _spelt(family) or surname)


def _plain(written: str) -> str:
    """The name without LaTeX, foot-note marks and what stands in brackets, white space folded."""
    text = _LETTERS.sub(lambda match: _LETTER[match[1]], written.replace("{\\i}", "i"))
    text = _ACCENT.sub(lambda match: match[2] + _COMBINING[match[1][-1]], text)
    text = unicodedata.normalize("NFKC", _DEGREE.sub("", text))
    text = _ASIDE.sub(" ", text.translate(_MARKUP))
    return " ".join(text.split()).strip(" ,;:")


def _fold(text: str) -> str:
    return " ".join(_TOKEN.findall(unidecode(text).casefold()))


def _words(text: str) -> list[str]:
    """The folded words, apostrophes closed up (`o'brien` is one word)."""
    return _fold(_APOSTROPHE.sub("", text)).split()


def _spelt(family: str) -> str:
    """The last word of a family name with its umlauts spelt out, so that Müller meets Mueller."""
    words = _words(unicodedata.normalize("NFC", family).translate(_UMLAUTS))
    return words[-1] if words else ""


def _split(text: str) -> tuple[str, str, str]:
    """Family name, given names and suffix as written: by commas where there are any, else by place."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    suffix = ""
    rest = []
    for part in parts:
        mark = _words(part)
        if len(mark) == 1 and mark[0] in _SUFFIXES and len(parts) > 1:
            suffix = _SUFFIXES[mark[0]]
        elif mark and not (len(parts) > 1 and all(word in _DEGREES for word in mark)):
            rest.append(part)
    if len(rest) >= 2:
        family, suffix = _without_suffix(rest[0], suffix)
        given, suffix = _without_suffix(" ".join(rest[1:]), suffix)
        return family, _without_particles(given), suffix
    name, suffix = _without_suffix(rest[0] if rest else "", suffix)
    first, _, others = name.partition(" ")
    if _family_first(first, others):
        return first, others, suffix
    given, _, family = name.rpartition(" ")
    if len(first) == 2 and first.isupper() and not family.isupper():
        given = " ".join((*first, *given.split()[1:]))
    return family, _without_particles(given), suffix


def _family_first(first: str, rest: str) -> bool:
    """Whether capitals mark the first word as the family name: `WANG Wei`, `LI Na`, but not `JP Morin`, `AJ Reed`."""
    if not first.isupper() or not first.isalpha() or rest.isupper() or not rest or " " in rest:
        return False
    return len(first) > 2 or (len(first) == 2 and first[0] not in "AEIOU" and first[1] in "AEIOU")


def _without_suffix(text: str, suffix: str) -> tuple[str, str]:
    words = text.split()
    while len(words) > 1:
        last = "".join(_words(words[-1]))
        if last not in _SUFFIXES and last not in _DEGREES:
            break
        suffix = _SUFFIXES.get(last, suffix)
        words.pop()
    return " ".join(words), suffix


def _without_particles(given: str) -> str:
    """The given names without the particles that end them (they belong to the family name) and titles before them."""
    words = given.split()
    while words and words[0].rstrip(".").casefold() in _DEGREES and len(words) > 1:
        words.pop(0)
    while len(words) > 1 and words[-1].casefold() in _PARTICLES:
        words.pop()
    return " ".join(words)


def _parse_script(name: str, text: str) -> PersonName:
    """A name in Chinese characters or Hangul: the family name first, of one character unless it is a known pair."""
    if " " in text or "·" in text:
        first, _, rest = text.replace("·", " ").partition(" ")
        cut = len(first) if len(first) <= 2 and rest else 1
    else:
        cut = 2 if name[:2] in _COMPOUND_SURNAMES and len(name) > 2 else 1
    family, given = name[:cut], name[cut:]
    surname = _HANGUL_SURNAMES.get(family) or _fold(family).replace(" ", "")
    return PersonName(surname, tuple(_fold(given).split()), spelt=surname, script=name)


def _german(surname: str) -> str:
    """A surname with `ue`, `oe`, `ae` read as umlauts, in names too long to be Chinese; for the block only."""
    if len(surname) < 5:
        return surname
    return surname.replace("ue", "u").replace("oe", "o").replace("ae", "a").replace("aa", "a")


def compatible(one: PersonName, other: PersonName) -> bool:
    """Whether both names can be one person's: no part contradicts; an initial fits what begins with it.

    Symmetric, not transitive (`J. Kim` fits `Jun Kim` and `Jin Kim`).

    >>> compatible(parse_person_name("Xiao-Ming Li"), parse_person_name("Xiaoming Li"))
    True
    """
    if one.surname != other.surname and not {one.surname, one.spelt} & {other.surname, other.spelt}:
        return False
    if (one.suffix and other.suffix and one.suffix != other.suffix) or one.group != other.group:
        return False
    if one.script and other.script:
        return one.script == other.script
    return one.joined == other.joined or _given_fit(one.given, other.given)


def _given_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if bool(one) != bool(other):
        return False
    return all(_word_fits(left, right) for left, right in zip(one, other, strict=False))


def _word_fits(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1] or _formal(one)[:1] == _formal(other)[:1]
    return one == other or _formal(one) == _formal(other)


def _formal(given: str) -> str:
    return _NICKNAMES.get(given, given)
