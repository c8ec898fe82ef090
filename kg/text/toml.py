"""TOML as people write it, kept from what would take the standard library's reader down or hold it up for minutes.

Reference
    https://toml.io/en/v1.0.0
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

__all__ = ["read_toml"]

_DOTTED = re.compile(r"""(?:\.[ \t]*+(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+){32}""")


def read_toml(text: str) -> dict[str, Any]:
    """The content of a TOML document; time linear in its length.

    >>> read_toml('name = "Thesis"')
    {'name': 'Thesis'}

    Raises
        ValueError: it is none, holds a number of thousands of digits, or nests deeper than anything of ours does.
    """
    if _DOTTED.search(text):  # for a dotted name of n parts tomllib takes n² steps
        raise ValueError("more than 32 dotted names in a row")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("brackets nest too deep") from None
