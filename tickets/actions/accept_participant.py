from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock
from tickets.models import Participant
from tickets.recording import record_on


@transaction.atomic
def accept_participant(participant: Participant, *, by: Actor, at: datetime | None = None) -> bool:
    """From now on our answers go to them too. False if they did already."""
    ticket = participant.ticket
    lock(ticket)
    pending = Participant.objects.filter(pk=participant.pk, state=Participant.State.PENDING)
    if not pending.update(state=Participant.State.ACCEPTED):
        return False
    participant.state = Participant.State.ACCEPTED
    record_on(ticket, "participant.accepted", by=by, at=at, address=participant.address)
    return True
