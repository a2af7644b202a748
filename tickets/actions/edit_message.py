from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from tickets.changing import last_said, lock, snippet_of, write
from tickets.former_words import Versions, overtaken, replaced
from tickets.models import Message
from tickets.recording import record_on


@transaction.atomic
def edit_message(
    message: Message, *, text: str, by: Actor, nth: int | None = None, at: datetime | None = None
) -> bool:
    """Its author said it otherwise at the provider; the former words stay behind it. False: nothing new.

    `nth`: which change of the message this is. One that was overtaken goes to the former words.
    """
    ticket = message.ticket
    lock(ticket)
    message.refresh_from_db(fields=["text", "former", "taken_back_at"])
    if message.taken_back_at or message.text == text:
        return False
    when = at or timezone.now()
    if (former := overtaken(message, text, when=when, nth=nth)) is not None:
        known: Versions = message.former
        message.former = former
        message.save(update_fields=["former"])
        return former != known
    message.former = replaced(message, when=when, nth=nth)
    message.text = text
    message.save(update_fields=["former", "text"])
    if last_said(ticket) == message:
        write(ticket, snippet=snippet_of(text))
    record_on(ticket, "message.edited", by=by, at=at, message=message.pk)
    return True
