from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from tickets.actions.discard_draft import remove_files
from tickets.changing import last_said, lock, snippet_of, write
from tickets.models import Message
from tickets.recording import record_on


@transaction.atomic
def take_back_message(message: Message, *, by: Actor, at: datetime | None = None) -> bool:
    """Its author deleted it at the provider, who demands that we show it no more. What the ledger received
    stays there. False if that has happened before.
    """
    ticket = message.ticket
    lock(ticket)
    message.refresh_from_db(fields=["taken_back_at"])
    if message.taken_back_at:
        return False
    files = message.attachments.all()
    remove_files(files.exclude(key="").values_list("key", flat=True))  # those that are here
    files.delete()
    message.taken_back_at = at or timezone.now()
    message.text, message.quoted, message.extras, message.former = "", "", [], []
    message.save(update_fields=["taken_back_at", "text", "quoted", "extras", "former"])
    said = last_said(ticket)
    write(ticket, snippet=snippet_of(said.text) if said else "")
    record_on(ticket, "message.taken_back", by=by, at=at, message=message.pk)
    return True
