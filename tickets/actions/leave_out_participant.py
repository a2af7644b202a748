from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock
from tickets.models import Participant
from tickets.recording import record_on


@transaction.atomic
def leave_out_participant(participant: Participant, *, by: Actor, at: datetime | None = None) -> bool:
    """Our answers go to them no more, until somebody accepts them again. False if they did not."""
    ticket = participant.ticket
    lock(ticket)
    accepted = Participant.objects.filter(pk=participant.pk, state=Participant.State.ACCEPTED)
    if not accepted.update(state=Participant.State.PENDING):
        return False
    participant.state = Participant.State.PENDING
    record_on(ticket, "participant.left_out", by=by, at=at, address=participant.address)
    return True
