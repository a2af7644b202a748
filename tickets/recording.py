"""Every change of a ticket ends here: one event, one version, everybody told after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction

from events import push
from events.actors import Actor
from events.models import Event
from events.record import record
from tickets.gathering import HappenedOn
from tickets.models import Ticket


def record_on(
    ticket: Ticket,
    kind: str,
    /,  # what follows may be called like them
    *,
    by: Actor,
    tell: Sequence[str] = (),
    at: datetime | None = None,
    **data: Any,
) -> Event:
    """Record on the ticket, inside the transaction that changed it. `tell`: groups that lost it.

    The touch locks the ticket until the commit, so its events become visible in the order of their ids. The
    event of a ticket that is written together has no id yet.
    """
    if ticket.gathering:
        data["status"] = ticket.status
        ticket.gathering.happened.append(
            HappenedOn(ticket=ticket, kind=kind, by=by, data=data, at=at, tell=tell)
        )
        return Event(kind=kind, ticket_id=ticket.pk, data=data)
    touch(ticket)
    return record(
        kind,
        by=by,
        ticket_id=ticket.pk,
        customer_id=ticket.customer_id,
        tell=[*told_to(ticket), *tell],
        facts={"version": ticket.version},
        at=at,
        **data,
        status=ticket.status,
        version=ticket.version,
    )


def record_aside(ticket: Ticket, kind: str, /, *, by: Actor, **data: Any) -> Event:
    """As record_on, for what only matters on the ticket's own page: its lists need not hear of it."""
    touch(ticket)
    return record(
        kind,
        by=by,
        ticket_id=ticket.pk,
        customer_id=ticket.customer_id,
        tell=[f"ticket.{ticket.pk}"],
        facts={"version": ticket.version},
        **data,
        status=ticket.status,
        version=ticket.version,
    )


def show_again(ticket: Ticket) -> None:
    """For what is shown but is no event, like a deadline: a new version, and open browsers hear of it."""
    if ticket.gathering:
        ticket.gathering.is_shown = True
    else:
        touch(ticket)
        say_shown(ticket)


def say_shown(ticket: Ticket) -> None:
    """Without an event, to those who show it."""
    message = {
        "type": "happened",
        "event": None,
        "kind": "ticket.shown",
        "ticket": ticket.pk,
        "agent": None,
        "version": ticket.version,
    }
    transaction.on_commit(partial(push.send, told_to(ticket), message), robust=True)


def touch(ticket: Ticket) -> None:
    with connection.cursor() as sql:
        sql.execute(
            "update tickets_ticket set version = version + 1, updated_at = now() where id = %s "
            "returning version, updated_at",
            [ticket.pk],
        )
        ticket.version, ticket.updated_at = sql.fetchone()


def told_to(ticket: Ticket) -> list[str]:
    """Also the page of its parent, which shows how its internal tickets stand."""
    above = [f"ticket.{ticket.parent_id}"] if ticket.is_internal else []
    return [*groups_of(ticket), *above]


def groups_of(ticket: Ticket) -> list[str]:
    """The socket groups that show this ticket; `team.none` is what has not been routed."""
    groups = [f"ticket.{ticket.pk}", f"team.{ticket.team_id or 'none'}"]
    if ticket.assignee_id:
        groups.append(f"agent.{ticket.assignee_id}")
    return groups
