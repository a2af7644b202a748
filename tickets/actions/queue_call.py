from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from people.models import Team
from tickets.actions.assign import put_back
from tickets.actions.transfer import transfer
from tickets.calls import change, hold_call, open_stay, seconds_between, write_stay
from tickets.changing import lock, write
from tickets.models import Call, QueueStay, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused

ROUTING = Ticket.UnassignedReason.ROUTING


@transaction.atomic
def queue_call(call: Call, *, team: Team | None, by: Actor, at: datetime) -> QueueStay:
    """The caller waits for somebody of the team, on the call's ticket. The stay they have, if they wait."""
    call = hold_call(call.pk)
    if stay := open_stay(call):
        return stay
    return _begin(call, team, by=by, at=at)


@transaction.atomic
def move_call(call: Call, *, to: Team, by: Actor, at: datetime) -> QueueStay:
    """The wrong department: the caller waits for another team, and the ticket goes along. Whoever talked with
    them is done; what was waited and talked until now stays counted.
    """
    call = hold_call(call.pk)
    if not to.is_active:
        raise Refused("team_off", team=to.name)
    former = open_stay(call)
    if former is None:
        raise Refused("call_over")
    if former.state == QueueStay.State.WAITING:
        waited = seconds_between(former.entered_at, at)
        write_stay(former, state=QueueStay.State.MOVED, ended_at=at, wait_seconds=waited)
        change(call, wait_seconds=call.wait_seconds + waited)
    else:
        talked = seconds_between(former.bridged_at or at, at)
        write_stay(former, state=QueueStay.State.MOVED, ended_at=at, talk_seconds=talked)
        change(call, talk_seconds=call.talk_seconds + talked)
    return _begin(call, to, by=by, at=at, former=former)


def _begin(
    call: Call, team: Team | None, *, by: Actor, at: datetime, former: QueueStay | None = None
) -> QueueStay:
    stay = QueueStay.objects.create(call=call, team=team, former=former, entered_at=at)
    change(call, state=Call.State.WAITING, queued_at=call.queued_at or at, team=team)
    if call.ticket_id:
        ticket = Ticket.objects.get(pk=call.ticket_id)
        lock(ticket)
        if ticket.assignee_id and former:
            put_back(ticket, reason=ROUTING, by=by, at=at)
        if team and ticket.team_id != team.pk:
            transfer(ticket, to=team, by=by, at=at)
        write(ticket, caller_since=at)
        record_on(ticket, "call.queued", by=by, at=at, call=call.pk)
    return stay
