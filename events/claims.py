"""Claimable rows: work that must happen later, kept where it cannot get lost.

A row waits until `due_at`. A worker *claims* it: one short transaction counts the attempt and sets the lease.
Then it *runs* it: one transaction marks the row done and does the work, both or neither. A worker that dies
lets its lease run out. A worker that comes back too late finds another lease on the row, or none, and stops.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import cast

from django.db import transaction
from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from events.claimable import C, Claimable, ClaimableQuerySet
from helpdesk.lib.asked_once import asking_once

log = logging.getLogger(__name__)

SLICE = 0.5  # seconds for one kind of work: then others have their turn, and the rest comes again behind them
LEASE = timedelta(seconds=15)
TROUBLED = 4  # as after this many attempts a row waits that is not at fault: some 16 seconds


class Failure(Exception):
    """Work that failed in a foreseen way: for good, or with a wait that the other side asked for."""

    def __init__(
        self, message: str, *, permanent: bool = False, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after


def claim(rows: ClaimableQuerySet[C], *, limit: int = 10, lease: timedelta = LEASE) -> list[C]:
    """Take up to `limit` due rows, oldest first, passing over those that another worker holds.

    Commits before it returns, so that an attempt which kills the worker has been counted.
    The lease is for the whole batch: what is not *started* before it runs out, another worker may take.
    """
    with transaction.atomic(durable=True):
        due = rows.due().order_by("due_at").annotate(claimed_at=Now())
        found = due.select_for_update(skip_locked=True, no_key=True, of=("self",))[:limit]
        killers = [row for row in found if row.attempts >= row.max_attempts]
        taken = cast("list[C]", [row for row in found if row.attempts < row.max_attempts])
        _bury(killers)
        for row in taken:
            row.attempts += 1
            row.lease_until = row.claimed_at + lease
        if taken:
            ClaimableQuerySet(rows.model).filter(pk__in=[row.pk for row in taken]).update(
                attempts=F("attempts") + 1, lease_until=taken[0].lease_until
            )
    return taken


def run(row: C, work: Callable[[C], object]) -> bool:
    """Mark the row done and do the work, both or neither. False if it failed or was no longer ours.

    Marking comes first: it locks the row, so nobody can claim it while the work goes on, however long.
    """
    try:
        with transaction.atomic(durable=True):
            ours = _ours(row).update(state=Claimable.State.DONE, lease_until=None)
            if ours:
                work(row)
    except Exception as error:
        give_back(row, error)
        return False
    return bool(ours)


def rearm(row: Claimable, *, at: datetime | Combinable) -> None:
    """From within a row's own work: it is due again later, like a poll, or a breach after the warning."""
    ClaimableQuerySet(type(row)).filter(pk=row.pk).update(
        state=Claimable.State.PENDING, due_at=at, attempts=0
    )


def drain(
    rows: ClaimableQuerySet[C],
    run_one: Callable[[C], object],
    *,
    limit: int = 10,
    seconds: float = SLICE,
    lease: timedelta = LEASE,
) -> bool:
    """Claim and run until nothing is due or the time is up. True if the time was up: there may be more.

    One row that takes long does not hold those that were claimed with it, or use up their attempts.
    """
    until = monotonic() + seconds
    with asking_once():
        while batch := claim(rows, limit=limit, lease=lease):
            held_until = monotonic() + lease.total_seconds() / 3
            for n, row in enumerate(batch, start=1):
                run_one(row)
                if monotonic() > held_until:
                    release(batch[n:])
                    return True
            if monotonic() > until:
                return True
    return False


def release(rows: Sequence[Claimable]) -> None:
    """Not begun: others may have them at once, and it was no attempt."""
    for row in rows:
        _ours(row).update(lease_until=None, attempts=row.attempts - 1)


def give_back(row: Claimable, error: Exception) -> None:
    """Try again later; after too many attempts, or if nothing can help, bury it: a person will look."""
    permanent = isinstance(error, Failure) and error.permanent
    retry_after = error.retry_after if isinstance(error, Failure) else None
    reason = f"{type(error).__name__}: {error}"[:2000]
    counts = row.is_at_fault(error)
    if permanent or (counts and row.attempts >= row.max_attempts):
        log.error("%s %s is dead: %s", row._meta.label, row.pk, reason, exc_info=error)
        _ours(row).update(state=Claimable.State.DEAD, lease_until=None, last_error=reason)
    else:
        log.warning("%s %s failed at attempt %s: %s", row._meta.label, row.pk, row.attempts, reason)
        wait = retry_after or backoff(row.attempts if counts else TROUBLED)
        attempts = row.attempts if counts else row.attempts - 1
        _ours(row).update(due_at=Now() + wait, lease_until=None, last_error=reason, attempts=attempts)


def backoff(attempts: int) -> timedelta:
    """2, 4, 8 … seconds up to ten minutes, each half to one and a half times that: no stampede."""
    spread = random.uniform(0.5, 1.5)  # noqa: S311 - a jitter, not a secret
    return timedelta(seconds=min(2**attempts, 600) * spread)


def _ours(row: C) -> ClaimableQuerySet[C]:
    """The row while our claim on it stands: nobody has claimed it since, stopped it or put it off."""
    return ClaimableQuerySet(type(row)).filter(
        pk=row.pk, state=Claimable.State.PENDING, lease_until=row.lease_until, due_at__lte=Now()
    )


def _bury(killers: Sequence[Claimable]) -> None:
    """Rows that have used up their attempts and were never reported on: they get no other worker."""
    for row in killers:
        words = "The worker died each time."
        _ours(row).update(state=Claimable.State.DEAD, lease_until=None, last_error=words)
