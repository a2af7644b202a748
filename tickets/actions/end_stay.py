"""How a caller's stay in a queue ends: after a talk, without one, or for another wish of theirs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.actions.assign import put_back
from tickets.actions.tag import add_tag
from tickets.calls import change, hold_call, seconds_between, write_stay
from tickets.changing import lock, write
from tickets.models import Call, QueueStay, Ticket
from tickets.recording import record_on

TO_CALL_BACK = "call-back"


@transaction.atomic
def end_talk(stay: QueueStay, *, by: Actor, at: datetime, talked: int | None = None) -> bool:
    """They have parted. `talked`: seconds, where the provider knows better. False unless they talked."""
    call = hold_call(stay.call_id)
    stay.refresh_from_db()
    if stay.state != QueueStay.State.TALKING:
        return False
    seconds = seconds_between(stay.bridged_at or at, at) if talked is None else talked
    write_stay(stay, state=QueueStay.State.ENDED, ended_at=at, talk_seconds=seconds)
    change(call, talk_seconds=call.talk_seconds + seconds)
    _tell(call, stay, "call.talked", by=by, at=at, seconds=seconds)
    return True


@transaction.atomic
def abandon(stay: QueueStay, *, by: Actor, at: datetime, waited: int | None = None) -> bool:
    """They hung up before anybody came: the ticket stands to call them back. False unless they waited."""
    return _give_up(stay, QueueStay.State.ABANDONED, by=by, at=at, waited=waited)


@transaction.atomic
def leave_queue(stay: QueueStay, *, by: Actor, at: datetime) -> bool:
    """For a voicemail or a call-back. False unless they waited."""
    return _give_up(stay, QueueStay.State.LEFT, by=by, at=at)


def _give_up(stay: QueueStay, state: str, *, by: Actor, at: datetime, waited: int | None = None) -> bool:
    call = hold_call(stay.call_id)
    stay.refresh_from_db()
    if stay.state != QueueStay.State.WAITING:
        return False
    seconds = seconds_between(stay.entered_at, at) if waited is None else waited
    write_stay(stay, state=state, ended_at=at, wait_seconds=seconds)
    change(call, wait_seconds=call.wait_seconds + seconds)
    if call.ticket_id:
        ticket = Ticket.objects.get(pk=call.ticket_id)
        lock(ticket)
        write(ticket, caller_since=None)
        if ticket.is_active and state == QueueStay.State.ABANDONED:
            if ticket.assignee_id:  # their phone rang in vain
                put_back(ticket, reason=Ticket.UnassignedReason.ROUTING, by=by, at=at)
            add_tag(ticket, name=TO_CALL_BACK, by=by, at=at)
        kind = "call.abandoned" if state == QueueStay.State.ABANDONED else "call.left_queue"
        record_on(ticket, kind, by=by, at=at, call=call.pk, seconds=seconds)
    return True


def _tell(call: Call, stay: QueueStay, kind: str, *, by: Actor, at: datetime, seconds: int) -> None:
    if call.ticket_id:
        ticket = Ticket.objects.get(pk=call.ticket_id)
        lock(ticket)
        record_on(ticket, kind, by=by, at=at, call=call.pk, seconds=seconds)
