from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock, refuse_closed, write
from tickets.models import Ticket
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.stale import refuse_stale_write


@transaction.atomic
def set_subject(
    ticket: Ticket,
    *,
    to: str,
    by: Actor,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> bool:
    """What lists and later answers call it. False if unchanged."""
    subject = " ".join(to.split())
    if not subject:
        raise Refused("no_subject")
    if len(subject) > 500:
        raise Refused("too_long", limit=500)
    lock(ticket)
    refuse_closed(ticket)
    former = ticket.subject
    if former == subject:
        return False
    refuse_stale_write(ticket, seen_version=expected_version, kinds=["ticket.subject_changed"], by=by)
    write(ticket, subject=subject)
    data: dict[str, Any] = {"from": former, "to": subject}
    record_on(ticket, "ticket.subject_changed", by=by, at=at, **data)
    return True
