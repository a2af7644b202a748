from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from channels_in.actions.order_call import order_call
from channels_in.models import CallOrder, Leg
from channels_in.voice.phone import Phone
from events.actors import Actor
from people.actions.set_presence import come_off_call
from tickets.actions.assign import assign
from tickets.models import QueueStay, Ticket

RANK = {state: rank for rank, state in enumerate((*Leg.LIVE, Leg.State.ENDED))}


@transaction.atomic
def raise_leg(leg: Leg, state: str, *, provider_id: str = "") -> bool:
    """Further on its way. False if it was as far, or is over."""
    held = Leg.objects.select_for_update(no_key=True).get(pk=leg.pk)
    if not held.is_live:
        return False
    fields = []
    if provider_id and not held.provider_id:
        held.provider_id, fields = provider_id[:64], ["provider_id"]
    is_news = RANK[Leg.State(state)] > RANK[Leg.State(held.state)]
    if is_news:
        held.state, fields = state, [*fields, "state"]
    if fields:
        held.save(update_fields=fields)
    leg.state, leg.provider_id = held.state, held.provider_id
    return is_news


@transaction.atomic
def settle_leg(leg: Leg, state: str, *, by: Actor, at: datetime) -> bool:
    """It is over: whoever it rang is free again; a caller who still waits goes to somebody else. False if it
    was over already.
    """
    held = (
        Leg.objects.select_for_update(no_key=True, of=("self",))
        .select_related("agent", "stay__call", "channel__connection")
        .get(pk=leg.pk)
    )
    if not held.is_live:
        return False
    has_talked = is_talk(held)
    held.state, held.ended_at = state, at
    held.save(update_fields=["state", "ended_at"])
    leg.state = state
    ticket = ticket_of(held)
    if ticket and _still_waits(held) and ticket.assignee_id == held.agent_id:
        assign(ticket, to=None, by=by, reason=Ticket.UnassignedReason.NOT_PICKED_UP, at=at)
    come_off_call(held.agent, by=by, at=at, wraps_up_until=_wraps_up_until(held, at) if has_talked else None)
    return True


@transaction.atomic
def drop_leg(leg: Leg, *, by: Actor, at: datetime) -> bool:
    """It is of no more use: hung up on, wherever it has got to."""
    if not settle_leg(leg, Leg.State.ENDED, by=by, at=at):
        return False
    order_call(leg.channel, CallOrder.What.END, leg=leg)
    return True


def is_talk(leg: Leg) -> bool:
    """Whether they hear a customer, or one whom they call back rings."""
    return leg.state == Leg.State.BRIDGED or (
        leg.call_back_id is not None and leg.state == Leg.State.ACCEPTED
    )


def ticket_of(leg: Leg) -> Ticket | None:
    if leg.call_back_id:
        return Ticket.objects.get(call_backs=leg.call_back_id)
    return leg.stay.call.ticket if leg.stay else None


def _wraps_up_until(leg: Leg, at: datetime) -> datetime | None:
    minutes = Phone.of(leg.channel.connection).wrap_up_minutes
    return at + timedelta(minutes=minutes) if minutes else None


def _still_waits(leg: Leg) -> bool:
    if leg.call_back_id:
        return bool(leg.call_back and leg.call_back.status == "due")
    if leg.stay_id is None:
        return False
    return QueueStay.objects.filter(pk=leg.stay_id, state=QueueStay.State.WAITING).exists()
