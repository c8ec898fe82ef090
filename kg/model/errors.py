"""The errors that a caller can act on.

KgError                the base: the message says where, what was expected, what was found, what to do
├── InputError         no given source could be read (exit 1)
├── UsageError         a name is ambiguous, an option does not fit, a bundle refuses the request (exit 2)
│   └── AmbiguousNameError  several nodes bear the name; carries them
├── BundleError        the bundle on disk is missing, locked, of another schema or damaged (exit 2)
├── StoreError         the store is out of reach, refuses the password, or broke off (exit 3)
└── ServiceError       a language model's server is out of reach, refuses, or gives no usable answer (exit 3)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["AmbiguousNameError", "BundleError", "InputError", "KgError", "ServiceError", "StoreError", "UsageError"]


class KgError(Exception):
    """Base of every error that `kg` raises on purpose; `exit_code` is what the command line ends with."""

    exit_code = 2


class InputError(KgError):
    """No given source could be read."""

    exit_code = 1


class UsageError(KgError):
    """What was asked for does not fit: an unknown name, an option, a digest id that is taken."""


class AmbiguousNameError(UsageError):
    """Several nodes bear the name; `matches` holds one mapping for each, with `id` and what tells them apart."""

    def __init__(self, name: str, matches: Sequence[Mapping[str, object]]) -> None:
        self.name = name
        self.matches = list(matches)
        lines = "\n".join("  " + "  ".join(f"{value}" for value in match.values()) for match in self.matches)
        super().__init__(f"{name!r} names {len(self.matches)} things; give the id of one:\n{lines}")


class BundleError(KgError):
    """The bundle is missing, locked by another writer, of another schema, or damaged."""


class StoreError(KgError):
    """The store is out of reach, refuses the password, or broke off."""

    exit_code = 3


class ServiceError(KgError):
    """A language model's server is out of reach, refuses the request, or gives no usable answer."""

    exit_code = 3
