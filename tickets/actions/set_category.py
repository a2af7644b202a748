from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock, refuse_closed, write
from tickets.guessed import confirm, with_guess
from tickets.models import Category, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.stale import refuse_stale_write


@transaction.atomic
def set_category(  # noqa: PLR0913
    ticket: Ticket,
    *,
    to: Category | None,
    by: Actor,
    is_guess: bool = False,
    is_to_sort: bool = False,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> bool:
    """What it is about. False if unchanged, except that a person who says the same confirms a guess."""
    if to is not None and not to.is_active:
        raise Refused("category_off", category=to.name)
    lock(ticket)
    refuse_closed(ticket)
    former = ticket.category_id
    if former == (to.pk if to else None):
        return by.is_person and confirm(ticket, "category", by=by, at=at)
    refuse_stale_write(ticket, seen_version=expected_version, kinds=["ticket.category_changed"], by=by)
    guessed = with_guess(ticket, "category", is_guess=is_guess)
    write(ticket, category=to, guessed=guessed, is_to_sort=to is None and (is_to_sort or ticket.is_to_sort))
    data: dict[str, Any] = {"from": former, "to": to.pk if to else None}
    if is_guess:
        data["is_guess"] = True
    record_on(ticket, "ticket.category_changed", by=by, at=at, **data)
    return True
