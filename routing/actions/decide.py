from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from events.models import Event
from routing.models import Decision
from tickets.models import Ticket

_gathered: ContextVar[list[Decision] | None] = ContextVar("decisions", default=None)


def decide(  # noqa: PLR0913 - a decision has these parts
    ticket: Ticket,
    kind: Decision.Kind,
    *,
    event: Event,
    outcome: Mapping[str, Any],
    because: Sequence[Mapping[str, Any]] = (),
    looked_at: Sequence[Mapping[str, Any]] = (),
    inputs: Mapping[str, Any] | None = None,
    at_once: bool = False,
) -> Decision:
    """Keep what was decided by itself, and why. Once per event: whoever decides twice is refused.

    What is decided together has no id yet, unless it is written `at_once`.
    """
    decision = Decision(
        ticket=ticket,
        kind=kind,
        event_id=event.pk,
        inputs=dict(inputs or {}),
        candidates=list(looked_at),
        outcome=dict(outcome),
        reasons=list(because),
    )
    gathered = _gathered.get()
    if gathered is None or at_once:
        decision.save()
    else:
        gathered.append(decision)
    return decision


@contextmanager
def decided_together() -> Iterator[None]:
    """By one statement at the end. After an exception nothing is written: the transaction has to go, too."""
    token = _gathered.set([])
    try:
        yield
        Decision.objects.bulk_create(_gathered.get() or [])
    finally:
        _gathered.reset(token)
