from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.actors import Actor
from tickets.changing import lock, move, refuse_closed, waiting_since, write
from tickets.event_kinds import STATUS_KINDS
from tickets.models import Status, Ticket
from tickets.models.ticket import ONE_AT_A_TIME
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.stale import refuse_stale_write


@transaction.atomic
def reopen(
    ticket: Ticket, *, by: Actor, expected_version: int | None = None, at: datetime | None = None
) -> bool:
    """A resolved ticket goes on. False if it is active already; a closed one is closed for good."""
    lock(ticket)
    refuse_closed(ticket)
    if ticket.is_active:
        return False
    refuse_stale_write(ticket, seen_version=expected_version, kinds=STATUS_KINDS, by=by)
    bring_back(ticket, by=by, at=at, waiting_since=waiting_since(ticket))
    return True


def bring_back(
    ticket: Ticket,
    *,
    by: Actor,
    at: datetime | None,
    status: Status = Status.OPEN,
    why: Mapping[str, Any] | None = None,
    **fields: Any,
) -> None:
    """Within another action that holds the ticket: it is active again, with somebody who still works here.

    `why`: what the event says about that action.
    """
    gone = ticket.assignee if ticket.assignee and not ticket.assignee.is_active else None
    if gone:
        write(ticket, assignee=None)
    _move_alone(ticket, status, at=at or timezone.now(), **fields)
    said = dict(why or {}) | ({"parent": ticket.parent_id} if ticket.is_internal else {})
    record_on(ticket, "ticket.reopened", by=by, at=at, **said)
    if gone:
        data = {"from": gone.pk, "reason": Ticket.UnassignedReason.ROUTING}
        record_on(ticket, "ticket.unassigned", by=by, at=at, tell=[f"agent.{gone.pk}"], **data)


def _move_alone(ticket: Ticket, status: Status, *, at: datetime, **fields: Any) -> None:
    """On a channel without threads the customer may have gone on elsewhere: the database knows."""
    try:
        with transaction.atomic():
            move(ticket, status, at=at, **fields)
    except IntegrityError as error:
        if ONE_AT_A_TIME in str(error):
            raise Refused("one_at_a_time") from error
        raise
