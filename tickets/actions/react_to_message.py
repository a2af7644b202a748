from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from tickets.changing import lock
from tickets.models import Message
from tickets.recording import record_on

LONGEST = 40  # an emoji of several code points


@transaction.atomic
def react_to_message(message: Message, *, emoji: str, by: Actor, at: datetime | None = None) -> bool:
    """One a person and message; an empty one takes the former back. False if nothing changes."""
    ticket = message.ticket
    lock(ticket)
    message.refresh_from_db(fields=["reactions"])
    mine = {"by": str(by.kind), "who": by.id}
    others = [one for one in message.reactions if (one["by"], one["who"]) != (mine["by"], mine["who"])]
    former = next((one for one in message.reactions if one not in others), None)
    if former and at and datetime.fromisoformat(former["at"]) > at:
        return False  # the newer one came first
    if (former["emoji"] if former else "") == emoji[:LONGEST]:
        return False
    when = (at or timezone.now()).isoformat()
    message.reactions = [*others, {**mine, "emoji": emoji[:LONGEST], "at": when}] if emoji else others
    message.save(update_fields=["reactions"])
    record_on(ticket, "message.reacted", by=by, at=at, message=message.pk)
    return True
