"""Every change of a ticket ends here: one event, one version, everybody told after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F
from django.db.models.functions import Now

from events.actors import Actor
from events.models import Event
from events.record import record
from tickets.models import Ticket


def record_on(ticket: Ticket, kind: str, *, by: Actor, tell: Sequence[str] = (), **data: Any) -> Event:
    """Record on the ticket, inside the transaction that changed it. `tell`: groups beside its own.

    The touch locks the ticket until the commit, so its events become visible in the order of their ids.
    """
    touch(ticket)
    return record(
        kind,
        by=by,
        ticket_id=ticket.pk,
        customer_id=ticket.customer_id,
        tell=[*groups_of(ticket), *tell],
        facts={"version": ticket.version},
        **data,
        version=ticket.version,
    )


def touch(ticket: Ticket) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(version=F("version") + 1, updated_at=Now())
    ticket.refresh_from_db(fields=["version", "updated_at"])


def groups_of(ticket: Ticket) -> list[str]:
    """The socket groups that show this ticket; `team.none` is what has not been routed."""
    groups = [f"ticket.{ticket.pk}", f"team.{ticket.team_id or 'none'}"]
    if ticket.assignee_id:
        groups.append(f"agent.{ticket.assignee_id}")
    return groups
