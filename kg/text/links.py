"""Addresses that stand in a text: where a paper's code and data are."""

from __future__ import annotations

import re

__all__ = ["code_urls"]

_HOSTS = (
    "4open.science", "bitbucket.org", "code.google.com", "codeberg.org", "codeocean.com", "colab.research.google.com",
    "cran.r-project.org", "data.mendeley.com", "datadryad.org", "dataverse.harvard.edu", "figshare.com", "gitee.com",
    "github.com", "github.io", "gitlab.com", "gitlab.io", "hf.co", "huggingface.co", "ieee-dataport.org", "kaggle.com",
    "modelscope.cn", "openml.org", "osf.io", "pypi.org", "softwareheritage.org", "sourceforge.net", "zenodo.org",
)  # fmt: skip
_DATA_DOI = r"10\.(?:5281/zenodo|6084/m9\.figshare|17605/osf\.io|7910/dvn|5061/dryad|17632|57967/hf)[./][\w./-]*\w"
_NEVER = r"\s<>{}\"'|\\^`\[\]$，。；（）"
_KNOWN = "|".join(re.escape(host) for host in _HOSTS)
_URL = re.compile(
    rf"(?:https?://|\bwww\.)[^{_NEVER}]{{1,300}}"
    rf"|(?<![\w@./-])(?:[\w-]{{1,60}}\.){{0,3}}(?:{_KNOWN})/[^{_NEVER}]{{1,300}}"
    rf"|(?<![\w@./-])[\w-]{{1,60}}\.git(?:hub|lab)\.io\b"
    rf"|(?<![\w/.])(?:doi\.org/)?{_DATA_DOI}",
    re.IGNORECASE,
)
_DOI = re.compile(rf"(?:https?://)?(?:dx\.)?(?:doi\.org/)?({_DATA_DOI})", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([_%#&~-])(?:\{\})?")
_BROKEN = re.compile(
    rf"(https?:)\s+(?=//\w)|(https?://)\s+(?=\w)|(https?://(?:[\w-]+\.)*(?:{_KNOWN})/)\s+(?=[\w-]+/)|(https?://[^{_NEVER}]+[-_])\n\s*(?=\w)"
)


def code_urls(*texts: str | None) -> list[str]:
    r"""The addresses of code and data hosts in the texts, in order, each once.

    An address may lack `https://`, be a data set's DOI, stand in `\url{}` or `\href{}{}`, or be broken over two lines.

    >>> code_urls(r"Code: \url{github.com/a/b}. Data: 10.5281/zenodo.12. Demo at https://example.org")
    ['https://github.com/a/b', 'https://doi.org/10.5281/zenodo.12']
    """
    found: dict[str, str] = {}
    for text in filter(_may_hold_one, texts):
        joined = _BROKEN.sub(lambda match: "".join(filter(None, match.groups())), _ESCAPED.sub(r"\1", text or ""))
        for match in _URL.finditer(joined):
            if url := _address(match[0]):
                found.setdefault(_key(url), url)
    return list(found.values())


def _may_hold_one(text: str | None) -> bool:
    """Whether the text holds a known host, a data set's DOI, or the beginning of an address: cheap to ask."""
    folded = (text or "").casefold()
    return "10." in folded or "//" in folded or "www." in folded or any(host in folded for host in _HOSTS)


def _address(written: str) -> str | None:
    """The address as one may click on it, None where it is none of a known host's pages."""
    url = _without_end(written if "://" in written else f"https://{written}")
    if doi := _DOI.fullmatch(url):
        return f"https://doi.org/{doi[1]}"
    host, _, path = url.partition("://")[2].partition("/")
    host = host.casefold().removeprefix("www.").partition(":")[0]
    known = any(host == each or host.endswith(f".{each}") for each in _HOSTS) or host.startswith(("gitlab.", "git."))
    pages = path.strip("/") or host.endswith((".github.io", ".gitlab.io"))
    return url if known and pages else None


def _without_end(url: str) -> str:
    """The address without the punctuation of the sentence that it stands in."""
    while url and (url[-1] in ".,;:!?*'\"…~&_" or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url


def _key(url: str) -> str:
    """What two ways to write one address share."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/").removesuffix(".git").casefold()
