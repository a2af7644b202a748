from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from channels_in.actions.ring_agent import ring_agent
from channels_in.actions.try_call_back import close_call_back
from channels_in.models import CallBack, Leg
from channels_in.voice.hours import slots
from events import actors
from events.actors import Actor
from events.claims import rearm
from events.database_time import database_time
from people.models import Agent, Presence, Role
from tickets.actions.assign import assign
from tickets.actions.notify import notify
from tickets.changing import lock, write
from tickets.models import Notification, Ticket
from tickets.recording import record_on

Status = CallBack.Status


@transaction.atomic
def call_back_due(row: CallBack, *, at: datetime | None = None) -> None:
    """Its time has come, or is over. Within the row's own work, which has marked it done."""
    now = at or database_time()
    held = CallBack.objects.select_related("channel__connection").get(pk=row.pk)
    ticket = Ticket.objects.select_related("assignee").get(pk=held.ticket_id)
    lock(ticket)
    by = actors.system("call_back", held.pk)
    if not held.is_open:
        return
    if ticket.is_done:
        close_call_back(held, Status.CANCELLED, ticket, by=by, at=at)
    elif now >= held.ends_at:
        _missed(held, ticket, by=by, at=now)
    elif held.status == Status.BOOKED:
        _look_for_somebody(held, ticket, by=by, at=now)
    else:
        rearm(held, at=held.ends_at)


def _look_for_somebody(held: CallBack, ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """Like a caller who waits: before everything that can wait, to whoever is free."""
    CallBack.objects.filter(pk=held.pk).update(status=Status.DUE)
    write(ticket, caller_since=at)
    record_on(ticket, "call_back.due", by=by, at=at, call_back=held.pk)
    rearm(held, at=held.ends_at)
    agent = ticket.assignee
    if agent is None:
        return
    is_free = Presence.objects.filter(agent=agent, status=Presence.Status.AVAILABLE).exists()
    if not (is_free and ring_agent(agent, channel=held.channel, call_back=held, by=by, at=at)):
        assign(ticket, to=None, by=by, reason=Ticket.UnassignedReason.RETURNED, at=at)


def _missed(held: CallBack, ticket: Ticket, *, by: Actor, at: datetime) -> None:
    """Not dropped in silence: those who lead hear of it, and it is promised for the next time."""
    if held.status == Status.TRYING or Leg.objects.filter(call_back=held, state__in=Leg.LIVE).exists():
        rearm(held, at=at + (held.ends_at - held.starts_at))  # somebody is at it
        return
    minutes = round((held.ends_at - held.starts_at).total_seconds() / 60)
    following = slots(held.channel, after=at, minutes=minutes, most=1)
    if not following:
        close_call_back(held, Status.EXHAUSTED, ticket, by=by, at=at)
        return
    slot = following[0]
    fields = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "missed": held.missed + 1}
    CallBack.objects.filter(pk=held.pk).update(status=Status.BOOKED, **fields)
    rearm(held, at=slot.starts_at)
    write(ticket, caller_since=None)
    window = {"from": slot.starts_at.isoformat(), "until": slot.ends_at.isoformat()}
    event = record_on(ticket, "call_back.missed", by=by, at=at, call_back=held.pk, **window)
    leads = Q(role=Role.SUPERVISOR, memberships__team=ticket.team_id) | Q(pk=ticket.assignee_id or 0)
    for agent in Agent.objects.active().filter(leads).distinct().order_by("pk"):
        notify(agent, ticket=ticket, kind=Notification.Kind.CALL_BACK, event=event)
