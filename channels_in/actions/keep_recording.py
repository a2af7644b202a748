from __future__ import annotations

from datetime import datetime

from django.db import transaction

from channels_in.actions.open_call_ticket import add_voicemail
from channels_in.actions.owe_files import owe_files
from channels_in.items import Decision, became, updated
from channels_in.models import ReceiptItem
from events.actors import Actor
from tickets.actions.end_call import settle_outcome
from tickets.calls import change, hold_call
from tickets.changing import lock
from tickets.incoming import WaitingFile
from tickets.incoming_files import add_files_that_wait
from tickets.models import Call, QueueStay, Ticket
from tickets.recording import show_again


@transaction.atomic(savepoint=False)
def keep_recording(  # noqa: PLR0913 - what the provider says of it
    call: Call, item: ReceiptItem, *, recording: str, seconds: int, is_talk: bool, by: Actor, at: datetime
) -> Decision:
    """A voicemail is words of the caller; what was said with an agent belongs to their talk."""
    call = hold_call(call.pk)
    if not is_talk:
        message = add_voicemail(call, by=by, at=at, recording=recording, seconds=seconds)
        call.refresh_from_db()
        if call.is_live:
            change(call, place="voicemail_left")
        else:
            settle_outcome(call, Call.Outcome.VOICEMAIL)
        return became(message)
    stay = QueueStay.objects.filter(call=call, message__isnull=False).order_by("-pk").first()
    if stay is None or stay.message is None:
        return updated(call.message, reason="recorded")
    ticket = Ticket.objects.get(pk=stay.message.ticket_id)
    lock(ticket)
    file = WaitingFile(f"call-{at:%Y%m%d-%H%M%S}.mp3", "audio/mpeg", 0, {"recording": recording})
    owe_files(add_files_that_wait(stay.message, [file]), channel_id=call.channel_id)
    show_again(ticket)
    return updated(stay.message, reason="recorded")
