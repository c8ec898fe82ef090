"""Why a store cannot be reached, in words, and what to do about it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from neo4j.exceptions import AuthError, Neo4jError

Reason = tuple[str, str]
"""What was found, and what to do; the second is empty where the first says it all."""


def why_refused(error: BaseException, *, user: str, database: str | None) -> Reason:
    """What the driver's error means.

    >>> why_refused(ValueError("Cannot resolve address nowhere.invalid:7687"), user="neo4j", database=None)[0]
    'nobody knows the host: Cannot resolve address nowhere.invalid:7687'
    """
    if isinstance(error, Neo4jError):
        return _refusal(error, user, database)
    chain = list(_chain(error))
    text = " ".join(str(each) for each in chain)
    for each in chain:
        if isinstance(each, ssl.SSLCertVerificationError):
            return (
                f"the certificate is not to be trusted: {each.verify_message}",
                "have the server show a certificate of an authority that this machine trusts, for this host name; "
                "+ssc in the address (bolt+ssc://) takes any certificate and so lets anybody listen",
            )
    for words, reason in _SIGNS:
        if any(word in text for word in words):
            return reason
    if any(words in text for words in ("Cannot resolve", "DNS resolve", "Name or service not known")):
        return f"nobody knows the host: {first_line(error)}", "mend the host's name in --uri (or KG_URI)"
    return f"does not answer: {first_line(error)}", "look whether the server is up and the address is right"


def _refusal(error: Neo4jError, user: str, database: str | None) -> Reason:
    """What the server said, and what to do."""
    code = error.code or ""
    if code.endswith("CredentialsExpired"):
        return (
            f"the first password of {user!r} must be changed",
            "run ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new' in the database `system`, or log in at /browser",
        )
    if code.endswith("AuthenticationRateLimit"):
        return "too many wrong passwords; the server lets nobody in for some seconds", "wait, then set KG_PASSWORD"
    if isinstance(error, AuthError):
        return f"refuses the user {user!r} or the password", "set KG_USER and KG_PASSWORD"
    if code.endswith(("DatabaseNotFound", "DatabaseUnavailable")):
        return f"has no database {database!r} that is up", "name one that SHOW DATABASES lists with --database"
    return first_line(error), ""


_SIGNS: tuple[tuple[tuple[str, ...], Reason], ...] = (
    (
        ("looks like HTTP",),
        (
            "what answers at this port speaks HTTP, not Bolt",
            "give the Bolt port: 7687 unless server.bolt.listen_address says otherwise (7474 is the Browser's)",
        ),
    ),
    (
        ("Failed to establish encrypted connection", "SSL", "TLS"),
        (
            "what answers at this port speaks no TLS",
            "take +s out of the address for a server without certificates, or have it show one "
            "(dbms.ssl.policy.bolt.enabled)",
        ),
    ),
    (
        ("Connection refused",),
        (
            "does not answer: nothing listens at this port",
            "start the server, or mend host and port in --uri (or KG_URI)",
        ),
    ),
    (
        ("routing",),
        (
            "gives no routing table",
            "write bolt:// for neo4j:// where the store is one server alone",
        ),
    ),
    (
        ("without a handshake", "handshake", "incomplete"),
        (
            "what answers at this port hangs up on Bolt",
            "give the Bolt port; write bolt+s:// (or neo4j+s://) where the server asks for TLS",
        ),
    ),
)
"""Words in the driver's errors → what they mean."""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came from: of a routing driver the failure of each server that it asked."""
    yield error
    for part in getattr(error, "exceptions", ()):
        yield from _chain(part)
    if (cause := error.__cause__ or error.__context__) is not None:
        yield from _chain(cause)


def first_line(error: BaseException) -> str:
    """What the error says, in one line."""
    text = (error.message if isinstance(error, Neo4jError) else None) or str(error)
    return text.strip().splitlines()[0][:300] if text.strip() else type(error).__name__
