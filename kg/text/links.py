"""Addresses that stand in a text: where a paper's code and data are."""

from __future__ import annotations

import re

_URL = re.compile(r"(?:https?://|www\.)[^\s<>{}\"'|\\^`\[\]]{1,300}", re.IGNORECASE)
_HOSTS = (
    "bitbucket.org",
    "codeberg.org",
    "figshare.com",
    "gitee.com",
    "github.com",
    "github.io",
    "gitlab.com",
    "huggingface.co",
    "osf.io",
    "sourceforge.net",
    "zenodo.org",
)


def code_urls(*texts: str | None) -> list[str]:
    """The addresses of code and data hosts in the texts, in order, each once.

    >>> code_urls("Code: https://github.com/a/b. Demo at https://example.org")
    ['https://github.com/a/b']
    """
    found: dict[str, None] = {}
    for text in texts:
        for match in _URL.finditer(text or ""):
            url = match.group().rstrip(".,;:!?)*")
            host = re.sub(r"^(?:https?://)?(?:www\.)?", "", url, flags=re.IGNORECASE).partition("/")[0].casefold()
            if any(host == known or host.endswith(f".{known}") for known in _HOSTS):
                found[url] = None
    return list(found)
