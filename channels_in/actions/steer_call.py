"""What an agent does with a call that they hold: pass it on, or hang up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from channels_in.actions.order_call import order_call
from channels_in.actions.settle_leg import drop_leg
from channels_in.models import CallOrder, Leg
from events import actors
from events.actors import Actor
from people.models import Agent, Team
from tickets.actions.queue_call import move_call
from tickets.calls import hold_call
from tickets.models import Call, QueueStay


@transaction.atomic
def transfer_call(call: Call, *, to: Team, by: Actor, at: datetime | None = None) -> QueueStay:
    """To another department: the caller waits there, their ticket goes along, whoever talked is free."""
    now = at or timezone.now()
    held = hold_call(call.pk)
    stay = move_call(held, to=to, by=by, at=now)
    order_call(held.channel, CallOrder.What.MOVE, call=held, target=f"call/enqueue/{stay.pk}")
    if stay.former_id:
        for leg in Leg.objects.filter(stay=stay.former_id, state__in=Leg.LIVE).order_by("pk"):
            drop_leg(leg, by=by, at=now)
    return stay


@transaction.atomic
def hang_up(leg: Leg, *, agent: Agent, at: datetime | None = None) -> bool:
    """The agent's own line; a caller whom they talked with is hung up on, one who waited goes to others."""
    call = leg.stay.call if leg.stay else None
    if call:
        held = hold_call(call.pk)
        if leg.state == Leg.State.BRIDGED:
            order_call(held.channel, CallOrder.What.END, call=held)
    return drop_leg(leg, by=actors.agent(agent), at=at or timezone.now())
