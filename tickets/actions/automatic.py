from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from tickets.changing import lock
from tickets.models import Message, Ticket
from tickets.outgoing import owe, refuse_unsendable, signature_of
from tickets.recipients import last_words, recipients_after, reply_channel
from tickets.recording import record_on


@transaction.atomic
def send_automatic(
    ticket: Ticket, *, text: str, by: Actor, reason: str, at: datetime | None = None
) -> Message:
    """What we write by ourselves, to the customer alone: it changes no status and answers no promise."""
    lock(ticket)
    last = last_words(ticket)
    channel = reply_channel(ticket, last)
    refuse_unsendable(channel, text, None)
    now = at or timezone.now()
    message = Message.objects.create(
        ticket=ticket,
        channel=channel,
        direction=Message.Direction.OUTBOUND,
        author_kind=Message.AuthorKind.SYSTEM,
        recipients={"to": recipients_after(ticket, last)["to"]},
        subject=ticket.subject,
        text=text,
        signature=signature_of(channel, ticket),
        sent_at=now,
        created_at=now,
    )
    owe(message, at=at)
    record_on(ticket, "automatic.sent", by=by, at=at, message=message.pk, reason=reason)
    return message
