from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.models import Participant
from tickets.participation import put


@transaction.atomic
def accept_participant(participant: Participant, *, by: Actor, at: datetime | None = None) -> bool:
    """From now on our answers go to them too. False if they did already."""
    state = Participant.State
    return put(participant, was=state.PENDING, to=state.ACCEPTED, event="participant.accepted", by=by, at=at)
