"""What was tried with a message, in words: handed over, come back, refused, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tickets.delivery_reasons import words_for
from tickets.models import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    at: datetime
    words: str
    tone: str  # ok, warn or bad
    is_answer: bool  # no try of ours: what we handed over came back


def tries_of(delivery: Delivery) -> list[Try]:
    """Oldest first."""
    return list(_read(delivery))


def times_tried(delivery: Delivery) -> int:
    return sum(not one.is_answer for one in tries_of(delivery))


def _read(delivery: Delivery) -> Iterator[Try]:
    before = ""
    for done in delivery.tries:
        outcome = done["outcome"]
        came_back = outcome == Delivery.Status.FAILED and before == Delivery.Status.SENT
        why = words_for(done["reason"]) if done["reason"] else ""
        yield Try(
            at=datetime.fromisoformat(done["at"]),
            words=_words(outcome, why, came_back=came_back),
            tone={"sent": "ok", "unknown": "warn", "retry": "warn"}.get(outcome, "bad"),
            is_answer=came_back,
        )
        before = outcome


def _words(outcome: str, why: str, *, came_back: bool) -> str:
    if outcome == Delivery.Status.SENT:
        return _("Handed over")
    if came_back:
        return _("Came back: %(why)s") % {"why": why} if why else _("Came back")
    if outcome == Delivery.Status.UNKNOWN:
        return _("Maybe handed over: %(why)s") % {"why": why} if why else _("Maybe handed over")
    return _("Not handed over: %(why)s") % {"why": why} if why else _("Not handed over")
