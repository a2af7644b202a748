"""Find the clocks that have reached something, and fire them: once, on time, the oldest first.

A portion is claimed and fired in one transaction. A worker that dies leaves nothing behind: its rows are free
at once, where a lease would make them late. A portion that fails is taken apart: one bad clock stops itself.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from events.claims import claim, run
from events.models import Reaction
from routing.actions.fire_clocks import fire_clocks
from routing.following import FOLLOWER
from routing.models import Clock
from routing.models.clock import ClockQuerySet
from tickets.models import Ticket

log = logging.getLogger(__name__)

PORTION = 250
PATIENCE = timedelta(seconds=60)  # how long a clock waits for what its ticket still owes it to be followed


def fire_due(*, at: datetime | None = None, seconds: float = 5) -> bool:
    """Fire until nothing is due or the time is up. True if the time was up: there may be more."""
    until = monotonic() + seconds
    while fire_portion(at=at):
        if monotonic() > until:
            return True
    return False


def fire_portion(*, at: datetime | None = None, limit: int = PORTION) -> int:
    """How many clocks were fired. `at`: to travel in time; the database's clock is the only other one."""
    taken: list[int] = []
    try:
        with transaction.atomic(durable=True):
            now = at or _database_time()
            rows = list(due_clocks(now).order_by("due_at")[:limit])
            taken = [row.pk for row in rows]
            return _fire(rows, now)
    except Exception as error:  # whatever one of them holds
        if not taken:
            raise
        log.error("A portion of %s clocks failed: %s", len(taken), error, exc_info=error)
    return _fire_one_by_one(taken)


def due_clocks(now: datetime) -> ClockQuerySet:
    """Held for us. What happened to a ticket is followed first: it may have been in time."""
    owed = Reaction.objects.filter(ticket_id=OuterRef("ticket_id"), handler=FOLLOWER, state="pending")
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    due = Clock.objects.filter(free, state=Clock.State.PENDING, due_at__lte=now)
    ready = due.filter(~Exists(owed) | Q(due_at__lte=now - PATIENCE))
    return ready.select_for_update(skip_locked=True, no_key=True, of=("self",))


def _fire(rows: Sequence[Clock], now: datetime) -> int:
    """Tickets after their clocks, in the order of their ids; only then is it certain what is owed."""
    tickets = _hold_tickets(rows)
    owing = set(
        Reaction.objects.filter(ticket_id__in=tickets, handler=FOLLOWER, state="pending").values_list(
            "ticket_id", flat=True
        )
    )
    ready = [row for row in rows if row.ticket_id not in owing or _has_waited(row, now)]
    held = {row.ticket_id: tickets[row.ticket_id] for row in ready}
    if ready:
        fire_clocks(ready, held, at=now)
    return len(ready)


def _hold_tickets(rows: Sequence[Clock]) -> dict[int, Ticket]:
    wanted = {row.ticket_id for row in rows}
    held = Ticket.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    return {ticket.pk: ticket for ticket in held}


def _has_waited(row: Clock, now: datetime) -> bool:
    return row.due_at is not None and row.due_at <= now - PATIENCE


def _fire_one_by_one(taken: Sequence[int]) -> int:
    """Like every claimable row: the attempt is counted first, and after too many it is buried."""
    rows = claim(Clock.objects.filter(pk__in=taken), limit=len(taken))
    return sum(run(row, _fire_alone) for row in rows)


def _fire_alone(row: Clock) -> None:
    fire_clocks([row], _hold_tickets([row]), at=_database_time())


def _database_time() -> datetime:
    with connection.cursor() as sql:
        sql.execute("select now()")
        now: datetime = sql.fetchone()[0]
    return now
