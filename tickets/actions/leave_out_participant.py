from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.models import Participant
from tickets.participation import put


@transaction.atomic
def leave_out_participant(participant: Participant, *, by: Actor, at: datetime | None = None) -> bool:
    """Our answers go to them no more, until somebody accepts them again. False if they did not."""
    state = Participant.State
    return put(participant, was=state.ACCEPTED, to=state.PENDING, event="participant.left_out", by=by, at=at)
