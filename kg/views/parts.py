"""What every page is put together from: files of `data/`, and the policy that lets only these run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files

__all__ = ["hash_sources", "read_part"]


def read_part(*names: str) -> str:
    """The files of `data/` with these names, one after the other."""
    return "".join((files("kg.views") / "data" / name).read_text(encoding="utf-8") for name in names)


def hash_sources(texts: Iterable[str]) -> str:
    """The texts as the hashes that a Content-Security-Policy names.

    Reference
        https://www.w3.org/TR/CSP3/#grammardef-hash-source
    """
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
