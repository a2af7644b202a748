"""A try at somebody who was promised a call-back, and what comes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from channels_in.models import CallBack, CallBackTry, Leg
from channels_in.voice.hours import hours_of
from channels_in.voice.phone import Phone
from events.actors import Actor
from events.claimable import Claimable
from people.calendar import add_working, next_opening
from tickets.actions.answer_call import note_talk
from tickets.actions.notify import notify
from tickets.actions.start_call import start_call
from tickets.calls import change, hold_call
from tickets.changing import lock, write
from tickets.models import Call, Notification, Ticket
from tickets.recording import record_on

Status = CallBack.Status
LONG_ENOUGH = 20  # seconds of talk: whatever answered, less of it was not them
WRONG_NUMBER = ("wrong_number",)


@transaction.atomic
def begin_try(leg: Leg, *, by: Actor, at: datetime) -> CallBackTry | None:
    """Counted before it rings, so that nobody is rung twice for one try. None: it is no longer owed. The same
    leg again: the same try.
    """
    held = CallBack.objects.select_for_update(no_key=True).get(pk=leg.call_back_id or 0)
    if known := CallBackTry.objects.filter(leg=leg).select_related("call_back").first():
        return known
    if held.status != Status.DUE:
        return None
    held.status, held.tries = Status.TRYING, held.tries + 1
    held.save(update_fields=["status", "tries"])
    return CallBackTry.objects.create(call_back=held, number=held.tries, leg=leg, created_at=at)


@transaction.atomic
def conclude_try(  # noqa: PLR0913 - what the provider says of it
    leg: Leg, *, result: str, talked: int, provider_id: str, phone: Phone, by: Actor, at: datetime
) -> bool:
    """False if it was concluded before."""
    held = (
        CallBack.objects.select_for_update(no_key=True, of=("self",))
        .select_related("channel")
        .get(pk=leg.call_back_id or 0)
    )
    attempt = CallBackTry.objects.filter(leg=leg).first()
    if attempt is None or attempt.result:
        return False
    reached = result == "reached" and talked >= LONG_ENOUGH
    attempt.result = "reached" if reached else ("not_reached" if result == "reached" else result[:15])
    attempt.save(update_fields=["result"])
    ticket = Ticket.objects.get(pk=held.ticket_id)
    lock(ticket)
    call = _noted(held, leg, provider_id, reached=reached, talked=talked, at=at)
    if call:
        attempt.call = call
        attempt.save(update_fields=["call"])
    data: dict[str, Any] = {"call_back": held.pk, "try": attempt.number, "result": attempt.result}
    record_on(ticket, "call_back.tried", by=by, at=at, **data)
    write(ticket, caller_since=None)
    if reached:
        talk = note_talk(ticket, call, agent=leg.agent, by=by, at=at) if call else None
        if call and talk:
            change(call, message=talk)
        close_call_back(held, Status.REACHED, ticket, by=by, at=at)
    else:
        _again_or_never(held, ticket, phone, attempt.result, by=by, at=at)
    return True


@transaction.atomic
def close_call_back(held: CallBack, status: str, ticket: Ticket, *, by: Actor, at: datetime | None) -> None:
    """Done with, in one way or another; the caller holds the ticket."""
    CallBack.objects.filter(pk=held.pk).update(
        status=status, state=Claimable.State.DONE, lease_until=None, due_at=Now()
    )
    held.status = status
    data: dict[str, Any] = {"call_back": held.pk}
    if status == Status.EXHAUSTED:
        data["tries"] = held.tries
    event = record_on(ticket, f"call_back.{status}", by=by, at=at, **data)
    if status == Status.EXHAUSTED and ticket.assignee:
        notify(ticket.assignee, ticket=ticket, kind=Notification.Kind.CALL_BACK, event=event)


def _again_or_never(
    held: CallBack, ticket: Ticket, phone: Phone, result: str, *, by: Actor, at: datetime
) -> None:
    """Later, after a while of opening time, at an hour at which somebody is there."""
    if held.tries >= phone.tries or result in WRONG_NUMBER:
        close_call_back(held, Status.EXHAUSTED, ticket, by=by, at=at)
        return
    hours = hours_of(held.channel)
    starts_at = next_opening(hours, add_working(hours, at, phone.spacing_minutes(held.tries) * 60))
    length = held.ends_at - held.starts_at
    CallBack.objects.filter(pk=held.pk).update(
        status=Status.BOOKED,
        state=Claimable.State.PENDING,
        due_at=starts_at,
        starts_at=starts_at,
        ends_at=starts_at + length,
        lease_until=None,
        attempts=0,
    )


def _noted(
    held: CallBack, leg: Leg, provider_id: str, *, reached: bool, talked: int, at: datetime
) -> Call | None:
    """A call of its own, counted like others."""
    if not provider_id:
        return None
    started = start_call(
        held.channel,
        provider_id=provider_id[:64],
        number=held.number,
        language=held.language,
        at=at,
        direction=Call.Direction.OUTBOUND,
    )
    call = hold_call(started.pk)
    if call.is_live:
        outcome = Call.Outcome.ANSWERED if reached else Call.Outcome.NOT_REACHED
        fields = {"ticket_id": held.ticket_id, "agent": leg.agent, "talk_seconds": talked if reached else 0}
        answered = {"answered_at": at} if reached else {}
        change(call, state=Call.State.ENDED, ended_at=at, outcome=outcome, **fields, **answered)
    return call
