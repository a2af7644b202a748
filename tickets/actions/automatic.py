from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from tickets.changing import lock, refuse_internal
from tickets.models import Message, Ticket
from tickets.outgoing import owe, refuse_unsendable, signature_of
from tickets.recording import record_on
from tickets.sendable import refuse_unreachable, usual_way
from tickets.ways import Way


@transaction.atomic
def send_automatic(  # noqa: PLR0913 - what any sender of ours may say
    ticket: Ticket,
    *,
    text: str,
    by: Actor,
    reason: str,
    through: Way | None = None,
    extras: Sequence[Mapping[str, Any]] = (),
    at: datetime | None = None,
) -> Message:
    """What we write by ourselves, to the customer alone: it changes no status and answers no promise.

    `through`: another way to them than where they wrote from last.
    """
    lock(ticket)
    refuse_internal(ticket)
    way = through or usual_way(ticket)
    channel = way.channel
    refuse_unsendable(channel, text, None)
    refuse_unreachable(ticket, way, at=at)
    now = at or timezone.now()
    message = Message.objects.create(
        ticket=ticket,
        channel=channel,
        direction=Message.Direction.OUTBOUND,
        author_kind=Message.AuthorKind.SYSTEM,
        recipients={"to": [["", way.address]]},
        subject=ticket.subject,
        text=text,
        signature=signature_of(channel, ticket),
        extras=[dict(extra) for extra in extras],
        sent_at=now,
        created_at=now,
    )
    owe(message, at=at)
    record_on(ticket, "automatic.sent", by=by, at=at, message=message.pk, reason=reason)
    return message
