"""What the telephone does when something happens to a ticket on which somebody holds the line."""

from __future__ import annotations

from channels_in.actions.ring_agent import ring_agent
from channels_in.actions.settle_leg import drop_leg
from channels_in.actions.steer_call import move_caller
from channels_in.models import CallBack, Leg
from events import actors
from events.models import Event
from people.models import Agent
from tickets.actions.assign import assign
from tickets.models import QueueStay, Ticket

NOT_TAKEN = (Leg.State.CREATED, Leg.State.RINGING, Leg.State.ANSWERED)


def nobody_holds_the_line(event: Event) -> bool:
    return not Ticket.objects.filter(pk=event.ticket_id or 0, caller_since__isnull=False).exists()


def nobody_goes_along(event: Event) -> bool:
    """Of a transfer: it says itself whether a caller waits, so that routing a letter asks nothing more."""
    return not event.data.get("caller_waits")


def ring_whom_it_is_given(event: Event) -> None:
    """Whoever routing chose, or took it, has their telephone rung; others' telephones stop."""
    ticket = Ticket.objects.select_related("assignee").get(pk=event.ticket_id or 0)
    by = actors.system("event", event.pk)
    stay = (
        QueueStay.objects.select_related("call__channel")
        .filter(call__ticket=ticket, state=QueueStay.State.WAITING)
        .first()
    )
    call_back = (
        CallBack.objects.select_related("channel").filter(ticket=ticket, status=CallBack.Status.DUE).first()
    )
    _stop_others(ticket, stay, call_back, by, event)
    agent = ticket.assignee
    if agent is None or ticket.caller_since is None or not (stay or call_back):
        return
    if _rings_at(agent, stay, call_back):
        return
    channel = stay.call.channel if stay else call_back.channel if call_back else ticket.channel
    rings = ring_agent(
        agent, channel=channel, stay=stay, call_back=None if stay else call_back, by=by, at=event.created_at
    )
    if rings is None:
        assign(ticket, to=None, by=by, reason=Ticket.UnassignedReason.NOT_PICKED_UP)


def move_along(event: Event) -> None:
    """The ticket was given to another department while its caller still waits: they go along."""
    ticket = Ticket.objects.select_related("team").get(pk=event.ticket_id or 0)
    waits = QueueStay.objects.filter(call__ticket=ticket, state=QueueStay.State.WAITING)
    stay = waits.select_related("call").first()
    if stay and ticket.team and stay.team_id != ticket.team_id:
        move_caller(stay, to=ticket.team, by=actors.system("event", event.pk), at=event.created_at)


def _stop_others(
    ticket: Ticket, stay: QueueStay | None, call_back: CallBack | None, by: actors.Actor, event: Event
) -> None:
    wanted = Leg.objects.filter(state__in=NOT_TAKEN).exclude(agent=ticket.assignee_id or 0)
    legs = (
        wanted.filter(stay=stay)
        if stay
        else wanted.filter(call_back=call_back)
        if call_back
        else wanted.none()
    )
    for leg in legs.order_by("pk"):
        drop_leg(leg, by=by, at=event.created_at)


def _rings_at(agent: Agent, stay: QueueStay | None, call_back: CallBack | None) -> bool:
    theirs = Leg.objects.filter(agent=agent, state__in=Leg.LIVE)
    return theirs.filter(stay=stay).exists() if stay else theirs.filter(call_back=call_back).exists()
