from __future__ import annotations

from datetime import datetime

from django.db import transaction

from channels_in.actions.settle_leg import drop_leg
from channels_in.actions.try_call_back import close_call_back
from channels_in.models import CallBack, Leg
from events.actors import Actor
from tickets.changing import lock, write
from tickets.models import Ticket


@transaction.atomic
def stop_call_back(call_back: CallBack, *, by: Actor, at: datetime | None = None) -> bool:
    """Nobody calls any more. False if it was over already, or somebody is talking."""
    held = CallBack.objects.select_for_update(no_key=True).get(pk=call_back.pk)
    if held.status not in {CallBack.Status.BOOKED, CallBack.Status.DUE}:
        return False
    ticket = Ticket.objects.get(pk=held.ticket_id)
    lock(ticket)
    close_call_back(held, CallBack.Status.CANCELLED, ticket, by=by, at=at)
    write(ticket, caller_since=None)
    for leg in Leg.objects.filter(call_back=held, state__in=Leg.LIVE):
        drop_leg(leg, by=by, at=at or leg.created_at)
    return True
