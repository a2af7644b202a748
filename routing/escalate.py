"""Find the clocks that have reached something, and fire them: once, on time, the oldest first.

A portion is claimed and fired in one transaction. A worker that dies leaves nothing behind: its rows are free
at once, where a lease would make them late. A portion that fails is taken apart: one bad clock stops itself.

What happened to a ticket may have been in time although nobody has followed it yet, however long the queue.
So what is owed to the tickets of due clocks is followed first, here and now, and only then are the clocks
looked at: one that was stopped in time has nothing to tell, one that was stopped late has. A clock waits for
a following that somebody else has in hand, or that failed and is tried again, but for a few tries only:
neither a handler that cannot read its event nor one that kills its workers silences a breach. If the event
can be followed after all, the clock is put right.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from events.claims import Failure, claim, run
from events.database_time import database_time
from events.models import Reaction, ReactionQuerySet
from events.reactions import react_now
from routing.actions.fire_clocks import fire_clocks
from routing.following import FOLLOWER
from routing.models import Clock
from routing.models.clock import ClockQuerySet
from tickets.models import Ticket

log = logging.getLogger(__name__)

PORTION = 250
TRIES = 3  # of following, for which a clock waits: leases of 15 seconds, so well below a minute
PATIENCE = timedelta(seconds=10)  # of one that is fired by itself: longer than that minute in all its tries


def fire_due(*, at: datetime | None = None, seconds: float = 5) -> bool:
    """Fire until nothing is due or the time is up. True if the time was up: there may be more."""
    until = monotonic() + seconds
    while fire_portion(at=at):
        if monotonic() > until:
            return True
    return False


def fire_portion(*, at: datetime | None = None, limit: int = PORTION) -> int:
    """How many clocks were fired. `at`: to travel in time; the database's clock is the only other one."""
    now = at or database_time()
    _follow_first(now, limit)
    taken: list[int] = []
    try:
        with transaction.atomic(durable=True):
            rows = _hold_clocks(now, limit)
            taken = [row.pk for row in rows]
            return _fire(rows, now)
    except Exception as error:  # whatever one of them holds
        if not taken:
            raise
        log.error("A portion of %s clocks failed: %s", len(taken), error, exc_info=error)
    return _fire_one_by_one(taken)


def _follow_first(now: datetime, limit: int) -> None:
    owing = Reaction.objects.due().filter(ticket_id=OuterRef("ticket_id"), handler=FOLLOWER)
    tickets = _due(now).filter(Exists(owing)).order_by("due_at").values_list("ticket_id", flat=True)
    if found := set(tickets[:limit]):
        react_now(FOLLOWER, found)


def _hold_clocks(now: datetime, limit: int) -> list[Clock]:
    waiting = _in_hand().filter(ticket_id=OuterRef("ticket_id"))
    ready = _due(now).filter(~Exists(waiting)).order_by("due_at")
    return list(ready.select_for_update(skip_locked=True, no_key=True, of=("self",))[:limit])


def _due(now: datetime) -> ClockQuerySet:
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    return Clock.objects.filter(free, state=Clock.State.PENDING, due_at__lte=now)


def _in_hand() -> ReactionQuerySet:
    """What will be followed soon. Later ones stand behind the oldest of their ticket, so it alone decides."""
    early = Q(attempts__lt=TRIES) | Q(attempts=TRIES, lease_until__gt=Now())
    return Reaction.objects.next_for(FOLLOWER).filter(early, state=Reaction.State.PENDING)


def _fire(rows: Sequence[Clock], now: datetime) -> int:
    """Tickets after their clocks, in the order of their ids; only then is it certain what is owed."""
    tickets = _hold_tickets(rows)
    waiting = set(_in_hand().filter(ticket_id__in=tickets).values_list("ticket_id", flat=True))
    ready = [row for row in rows if row.ticket_id not in waiting]
    held = {row.ticket_id: tickets[row.ticket_id] for row in ready}
    if ready:
        fire_clocks(ready, held, at=now)
    return len(ready)


def _hold_tickets(rows: Sequence[Clock]) -> dict[int, Ticket]:
    wanted = {row.ticket_id for row in rows}
    held = Ticket.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    return {ticket.pk: ticket for ticket in held}


def _fire_one_by_one(taken: Sequence[int]) -> int:
    """Like every claimable row: the attempt is counted first, and after too many it is buried."""
    rows = claim(Clock.objects.filter(pk__in=taken), limit=len(taken))
    return sum(run(row, _fire_alone) for row in rows)


def _fire_alone(row: Clock) -> None:
    """With the same look at what is owed, which it waits for as if the other side had asked it to."""
    tickets = _hold_tickets([row])
    if _in_hand().filter(ticket_id=row.ticket_id).exists():
        raise Failure("What happened to its ticket is not followed yet.", retry_after=PATIENCE)
    fire_clocks([row], tickets, at=database_time())
