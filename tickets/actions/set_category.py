from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock, refuse_closed, write
from tickets.models import Category, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.stale import refuse_stale_write


@transaction.atomic
def set_category(
    ticket: Ticket,
    *,
    to: Category | None,
    by: Actor,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> bool:
    """What it is about. False if unchanged."""
    if to is not None and not to.is_active:
        raise Refused("category_off", category=to.name)
    lock(ticket)
    refuse_closed(ticket)
    former = ticket.category_id
    if former == (to.pk if to else None):
        return False
    refuse_stale_write(ticket, seen_version=expected_version, kinds=["ticket.category_changed"], by=by)
    write(ticket, category=to)
    data: dict[str, Any] = {"from": former, "to": to.pk if to else None}
    record_on(ticket, "ticket.category_changed", by=by, at=at, **data)
    return True
