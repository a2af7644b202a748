"""Whether our answers go to somebody who was copied in, and who decided it."""

from __future__ import annotations

from datetime import datetime

from events.actors import Actor
from tickets.changing import lock
from tickets.models import Participant
from tickets.recording import record_on


def put(
    participant: Participant,
    *,
    was: Participant.State,
    to: Participant.State,
    event: str,
    by: Actor,
    at: datetime | None,
) -> bool:
    """Within an action. False if they are not what they `was` any more."""
    ticket = participant.ticket
    lock(ticket)
    if not Participant.objects.filter(pk=participant.pk, state=was).update(state=to):
        return False
    participant.state = to
    record_on(ticket, event, by=by, at=at, address=participant.address)
    return True
