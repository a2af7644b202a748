from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.actions.end_stay import abandon, end_talk
from tickets.calls import change, hold_call, open_stay
from tickets.changing import lock
from tickets.models import Call, QueueStay, Ticket
from tickets.recording import show_again

Outcome = Call.Outcome


@transaction.atomic
def end_call(call: Call, *, by: Actor, at: datetime, otherwise: str = "") -> bool:
    """Whoever called has hung up, or was hung up on: whatever is open ends with it. What came of the call
    follows from what happened in it; `otherwise`: where nothing did. False if it was over already.
    """
    call = hold_call(call.pk)
    if not call.is_live:
        return False
    if stay := open_stay(call):
        if stay.state == QueueStay.State.WAITING:
            abandon(stay, by=by, at=at)
        else:
            end_talk(stay, by=by, at=at)
        call = hold_call(call.pk)
    outcome = _outcome(call) or otherwise or Outcome.LEFT_IN_MENU
    change(call, state=Call.State.ENDED, ended_at=max(at, call.started_at), outcome=outcome)
    if call.ticket_id:
        ticket = Ticket.objects.get(pk=call.ticket_id)
        lock(ticket)
        show_again(ticket)
    return True


@transaction.atomic
def settle_outcome(call: Call, outcome: str) -> bool:
    """A voicemail or a promise turned up after the call was over: more came of it than hanging up."""
    call = hold_call(call.pk)
    better = {Outcome.ABANDONED, Outcome.LEFT_IN_MENU, Outcome.CLOSED}
    if call.is_live or call.outcome not in better:
        return False
    change(call, outcome=outcome)
    return True


def _outcome(call: Call) -> str:
    """The best that came of it, of all its stays."""
    if call.answered_at:
        return Outcome.ANSWERED
    if call.place.startswith("voicemail_left"):
        return Outcome.VOICEMAIL
    if call.place.startswith("booked"):
        return Outcome.CALL_BACK
    states = set(call.stays.values_list("state", flat=True))
    if QueueStay.State.ABANDONED in states or QueueStay.State.LEFT in states:
        return Outcome.ABANDONED
    return ""
