from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from events.models import Event
from tickets.changing import write
from tickets.models import Ticket
from tickets.recording import record_on


@transaction.atomic(savepoint=False)
def note_rating(  # noqa: PLR0913 - what the event holds
    ticket: Ticket,
    *,
    score: int,
    was: int | None,
    has_comment: bool,
    survey: int,
    by: Actor,
    at: datetime | None = None,
) -> Event:
    """Within the app that asked, on a ticket that it holds: what the customer thinks of our help."""
    write(ticket, rating=score)
    return record_on(
        ticket,
        "ticket.rated",
        by=by,
        at=at,
        score=score,
        was=was,
        has_comment=has_comment,
        survey=survey,
    )
