"""Is a request from whom it says? HMAC-SHA256 over the timestamp and the very bytes that were sent."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import sha256

TOLERANCE_SECONDS = 300
VERSION = "v1"
NOBODYS = "no connection has this secret"


def sign(secret: str, *, timestamp: int, signed: bytes) -> str:
    """What a client sends in Alur-Signature. `signed`: the body; of a GET its path with the query."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + signed, sha256).hexdigest()
    return f"{VERSION}={digest}"


def why_refused(secrets: Sequence[str], *, timestamp: str, signature: str, signed: bytes, now: float) -> str:
    """A code, or nothing. Takes as long for a connection without secrets: an answer must not tell them
    apart.
    """
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return "no_timestamp"
    given = [part.strip().encode() for part in signature.split(",")[:5]]
    wanted = [
        sign(secret, timestamp=int(timestamp), signed=signed).encode()
        for secret in (list(secrets) or [NOBODYS])
    ]
    matches = [hmac.compare_digest(ours, theirs) for ours in wanted for theirs in given]
    if not (secrets and any(matches)):
        return "bad_signature"
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return "old_timestamp"
    return ""
