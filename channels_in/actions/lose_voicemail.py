from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.actions.end_stay import TO_CALL_BACK
from tickets.actions.tag import add_tag
from tickets.calls import change, hold_call
from tickets.models import Call, Message, Ticket


@transaction.atomic(savepoint=False)
def lose_voicemail(call: Call, *, by: Actor, at: datetime) -> bool:
    """The provider has nothing of what was said after the tone: they called in vain, and are to be called
    back. False if there is a voicemail of theirs, or none was expected.
    """
    call = hold_call(call.pk)
    kept = Message.objects.filter(ticket=call.ticket_id, provider_id__startswith="RE")
    if call.place != "voicemail_left" or kept.exists():
        return False
    change(call, place="voicemail")
    if call.outcome == Call.Outcome.VOICEMAIL:
        change(call, outcome=Call.Outcome.ABANDONED)
    ticket = Ticket.objects.filter(pk=call.ticket_id or 0).first()
    if ticket and ticket.is_active:
        add_tag(ticket, name=TO_CALL_BACK, by=by, at=at)
    return True
