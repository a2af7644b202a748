from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from events.models import Event
from routing.models import Decision
from tickets.models import Ticket


def decide(  # noqa: PLR0913 - a decision has these parts
    ticket: Ticket,
    kind: Decision.Kind,
    *,
    event: Event,
    outcome: Mapping[str, Any],
    because: Sequence[Mapping[str, Any]] = (),
    looked_at: Sequence[Mapping[str, Any]] = (),
    inputs: Mapping[str, Any] | None = None,
) -> Decision:
    """Keep what was decided by itself, and why. Once per event: whoever decides twice is refused."""
    return Decision.objects.create(
        ticket=ticket,
        kind=kind,
        event_id=event.pk,
        inputs=dict(inputs or {}),
        candidates=list(looked_at),
        outcome=dict(outcome),
        reasons=list(because),
    )
