from __future__ import annotations

from datetime import datetime

from django.db import transaction

from channels_in.actions.in_turn import in_turn
from channels_in.actions.open_call_ticket import MISSED, open_call_ticket
from events.actors import Actor
from tickets.actions.end_stay import TO_CALL_BACK
from tickets.actions.start_call import start_call
from tickets.actions.tag import add_tag
from tickets.calls import change, hold_call
from tickets.models import Call, Channel, Ticket


@transaction.atomic
def note_missed_call(  # noqa: PLR0913 - what the provider says of it
    channel: Channel,
    *,
    provider_id: str,
    number: str,
    language: str,
    started_at: datetime,
    ended_at: datetime,
    by: Actor,
    at: datetime,
) -> Call | None:
    """Somebody rang while we could not be reached: they are to be called back, and who rang several times has
    one ticket for it. None: that call did reach us.
    """
    if number:
        in_turn(channel.pk, number)
    if Call.objects.filter(channel=channel, provider_id=provider_id).exists():
        return None
    started = start_call(channel, provider_id=provider_id, number=number, language=language, at=started_at)
    call = hold_call(started.pk)
    change(call, place=MISSED)
    ticket = open_call_ticket(call, team=channel.team, by=by, at=at, onto=_before(call))
    call = hold_call(call.pk)
    ended_at = max(ended_at, call.started_at)
    change(call, state=Call.State.ENDED, ended_at=ended_at, outcome=Call.Outcome.MISSED)
    add_tag(ticket, name=TO_CALL_BACK, by=by, at=at)
    return call


def _before(call: Call) -> Ticket | None:
    """The ticket of a call of theirs that was missed as well, and is still to be made up for."""
    if not call.number:
        return None
    others = Call.objects.filter(channel=call.channel, number=call.number, outcome=Call.Outcome.MISSED)
    return Ticket.objects.active().filter(calls__in=others).order_by("-pk").first()
