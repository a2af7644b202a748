"""What mail servers state about a sender (RFC 8601). Whether to believe them is not decided here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from channels_in.mail.headers import Headers, plain
from channels_in.messages import AuthenticationResult

_HEADERS = 10
_STATEMENTS = 50
_COMMENT = re.compile(r"\([^()]{0,1000}\)")
_RESULT = re.compile(r"\s*(spf|dkim|dmarc|arc|auth|iprev)\s{0,5}=\s{0,5}([a-z]{2,20})", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:header\.(?:d|from|i)|smtp\.(?:mailfrom|mail|helo))\s{0,5}=\s{0,5}\"?([^\s;\"]{1,500})", re.IGNORECASE
)


def results_of(headers: Headers) -> tuple[AuthenticationResult, ...]:
    """In the order of the header: the last server to touch the mail comes first."""
    stated = (
        result for value in headers.all("authentication-results")[:_HEADERS] for result in _read(plain(value))
    )
    return tuple(result for result, _ in zip(stated, range(_STATEMENTS), strict=False))


def _read(value: str) -> Iterator[AuthenticationResult]:
    server, *statements = _COMMENT.sub(" ", value[:20_000]).split(";")
    for statement in statements:
        found = _RESULT.match(statement)
        if found:
            address = _ADDRESS.search(statement)
            yield AuthenticationResult(
                server=server.strip().split(" ")[0].lower()[:255],
                method=found.group(1).lower(),
                result=found.group(2).lower(),
                domain=address.group(1).rpartition("@")[2].lower() if address else "",
            )
