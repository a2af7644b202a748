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
from tickets.calls import hold_call, write_stay
from tickets.models import Call, QueueStay
from tickets.refusals import Refused


@transaction.atomic
def transfer_call(leg: Leg, *, to: Team, by: Actor, at: datetime | None = None) -> QueueStay:
    """To another department: the caller waits there, their ticket goes along, whoever talked is free. While
    it only rings there is nobody yet who could tell where they belong.
    """
    if leg.stay is None:
        raise Refused("call_over")
    now = at or timezone.now()
    held = hold_call(leg.stay.call_id)
    leg.refresh_from_db(fields=["state"])
    if leg.state != Leg.State.BRIDGED:
        raise Refused("call_not_answered")
    return _moved(held, to=to, by=by, at=now)


@transaction.atomic
def move_caller(stay: QueueStay, *, to: Team, by: Actor, at: datetime) -> QueueStay | None:
    """Somebody who still waits goes on waiting for another department, or now for one: nobody had said whom
    they want. None: they no longer wait.
    """
    held = hold_call(stay.call_id)
    stay.refresh_from_db(fields=["state", "team"])
    if stay.state != QueueStay.State.WAITING:
        return None
    if stay.team_id is None:
        write_stay(stay, team=to)
        return stay
    return _moved(held, to=to, by=by, at=at)


def _moved(call: Call, *, to: Team, by: Actor, at: datetime) -> QueueStay:
    stay = move_call(call, to=to, by=by, at=at)
    order_call(call.channel, CallOrder.What.MOVE, call=call, target=f"call/enqueue/{stay.pk}")
    if stay.former_id:
        for leg in Leg.objects.filter(stay=stay.former_id, state__in=Leg.LIVE).order_by("pk"):
            drop_leg(leg, by=by, at=at)
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
