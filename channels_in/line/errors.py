"""What LINE's refusals mean for us: the first row whose status and words fit counts. An unknown one is shown
in its own words.

Source: developers.line.biz/en/reference/messaging-api/#error-responses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Effect(Enum):
    PERMANENT = "permanent"  # of this message
    RETRY = "retry"
    DOWN = "down"  # of the whole channel
    SENT = "sent"  # an earlier try of the same request had arrived


@dataclass(frozen=True, slots=True)
class Meaning:
    status: int
    words: str  # lower case; empty: whatever it says
    reason: str  # code of tickets/delivery_reasons.py
    effect: Effect = Effect.PERMANENT
    problem: str = ""  # where an admin must look


MEANINGS: tuple[Meaning, ...] = (
    Meaning(409, "", "", Effect.SENT),
    Meaning(401, "", "login_failed", Effect.DOWN, "send_token"),
    Meaning(403, "", "sender_refused", Effect.DOWN, "send_permission"),
    Meaning(429, "monthly limit", "quota_used", Effect.DOWN, "send_quota"),
    Meaning(429, "", "too_many", Effect.RETRY),
    Meaning(413, "", "too_large"),
    Meaning(415, "", "error"),
    Meaning(400, "'to'", "no_such_address"),
    Meaning(400, "failed to send messages", "no_such_address"),
    Meaning(400, ".text", "too_large"),
    Meaning(400, "retry-key", "error"),
    Meaning(400, "request body has", "error"),
    Meaning(404, "", "error"),
)
UNKNOWN = Meaning(0, "", "refused")


def meaning_of(status: int, said: str) -> Meaning:
    """What is no refusal of the API's is tried again: it would know the request."""
    if status >= 500:
        return Meaning(status, "", "provider_trouble", Effect.RETRY)
    found = (one for one in MEANINGS if one.status == status and one.words in said.lower())
    return next(found, UNKNOWN)
