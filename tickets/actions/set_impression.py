from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock, refuse_closed, write
from tickets.guessed import confirm, with_guess
from tickets.models import Sentiment, Ticket, Urgency
from tickets.recording import record_on
from tickets.stale import refuse_stale_write

Impression = Literal["sentiment", "urgency"]
KINDS = {"sentiment": Sentiment, "urgency": Urgency}


@transaction.atomic
def set_impression(  # noqa: PLR0913
    ticket: Ticket,
    *,
    field: Impression,
    to: str,
    by: Actor,
    is_guess: bool = False,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> bool:
    """What the customer's words sound like; "": nobody knows. False if unchanged, except that a person who
    says the same confirms a guess. A guess itself is told by `ticket.guessed`. Raises ValueError for what is
    no such impression.
    """
    to = KINDS[field](to) if to else ""
    lock(ticket)
    refuse_closed(ticket)
    former = getattr(ticket, field)
    if former == to:
        return by.is_person and confirm(ticket, field, by=by, at=at)
    refuse_stale_write(ticket, seen_version=expected_version, kinds=["ticket.impression_changed"], by=by)
    write(ticket, **{field: to}, guessed=with_guess(ticket, field, is_guess=is_guess))
    if not is_guess or by.is_person:
        data: dict[str, Any] = {"field": field, "from": former, "to": to}
        record_on(ticket, "ticket.impression_changed", by=by, at=at, **data)
    return True
