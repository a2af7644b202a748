"""What a browser may say on its socket: little, short, not too often, and from a list."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

from tickets.models import Draft

LONGEST = 8 * 1024  # characters
PER_SECOND = 10.0
BURST = 30.0
MOST_TICKETS = 300

KINDS = frozenset({"watch", "viewing", "typing", "left", "beat"})
ABOUT_ONE = frozenset({"viewing", "typing", "left"})


class Nonsense(Exception):
    """`code` is all that the browser hears: never what was wrong in our own words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    kind: str
    ticket: int = 0
    tickets: tuple[int, ...] = ()
    draft: str = ""  # typing: a reply or a note


def read(text: str | None) -> Words:
    if text is None:
        raise Nonsense("not_text")
    if len(text) > LONGEST:
        raise Nonsense("too_long")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Nonsense("not_json") from None
    kind = said.get("type") if isinstance(said, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise Nonsense("unknown")
    return Words(
        kind=kind,
        ticket=_id(said.get("ticket")) if kind in ABOUT_ONE else 0,
        tickets=_ids(said.get("tickets")) if kind == "watch" else (),
        draft=_draft(said.get("kind")) if kind == "typing" else "",
    )


@dataclass(slots=True)
class Pace:
    """A bucket of words that fills up as time passes."""

    left: float = BURST
    at: float = field(default_factory=time.monotonic)

    def allows(self) -> bool:
        now = time.monotonic()
        self.left = min(BURST, self.left + (now - self.at) * PER_SECOND)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


def _id(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63:
        return value
    raise Nonsense("bad")


def _ids(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) > MOST_TICKETS:
        raise Nonsense("bad")
    return tuple(dict.fromkeys(_id(one) for one in value))


def _draft(value: object) -> str:
    if value not in Draft.Kind.values:
        raise Nonsense("bad")
    return str(value)
