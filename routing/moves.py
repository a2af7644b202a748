"""Which open deadlines a change would move, before anybody saves it: counted as they will be then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.db.models import QuerySet
from django.utils import timezone

from people.calendar import Calendar
from routing.calendars import UNCOUNTABLE
from routing.clocks import Kept, keep
from routing.clockwork import recompute
from routing.models import Clock

SECONDS = 2.0  # that a person waits for it at most
PORTION = 250
SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    ticket: int
    metric: str
    old: datetime
    new: datetime | None  # None: it would stand still, or nothing would be promised any more

    @property
    def is_later(self) -> bool:
        return self.new is None or self.new > self.old


@dataclass(slots=True, kw_only=True)
class Moves:
    """`total`: promises that run and could move; `looked_at`: of these, as far as the time sufficed."""

    total: int
    now: datetime
    looked_at: int = 0
    moved: list[Move] = field(default_factory=list)
    uncountable: int = 0

    @property
    def is_partial(self) -> bool:
        return self.looked_at < self.total

    @property
    def broken(self) -> list[Move]:
        """They would be over at once."""
        return [one for one in self.moved if one.new and one.new <= self.now < one.old]

    @property
    def later(self) -> int:
        return sum(one.is_later for one in self.moved)

    @property
    def earlier(self) -> int:
        return len(self.moved) - self.later

    @property
    def ends(self) -> list[datetime]:
        """The first and the last of the new deadlines."""
        new = sorted(one.new for one in self.moved if one.new)
        return [new[0], new[-1]] if new else []

    @property
    def shown(self) -> list[Move]:
        """Those that come first, which are those that hurt."""
        return sorted(self.moved, key=lambda one: (one.new or one.old, one.ticket))[:SHOWN]


def moves_of_hours(calendar_id: int, calendar: Calendar, *, seconds: float = SECONDS) -> Moves:
    """What runs on these hours, counted on others."""
    now = timezone.now()
    clocks = unbroken(Clock.objects.filter(calendar=calendar_id))
    moves = Moves(total=clocks.count(), now=now)
    for portion in portions(clocks, seconds):
        moves.looked_at += len(portion)
        for one in keep(portion):
            _look_at(one, calendar, moves)
    return moves


def unbroken(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    """What is past its promise stays so."""
    return clocks.filter(stopped_at=None, breached_at=None, deadline__isnull=False)


def portions(clocks: QuerySet[Clock], seconds: float) -> Iterator[Sequence[Clock]]:
    """In the order of what is due, until there are no more or the time is up."""
    until = monotonic() + seconds
    ids = list(clocks.order_by("deadline", "pk").values_list("pk", flat=True))
    for begin in range(0, len(ids), PORTION):
        yield list(Clock.objects.filter(pk__in=ids[begin : begin + PORTION]).order_by("deadline", "pk"))
        if monotonic() > until:
            return


def _look_at(one: Kept, calendar: Calendar, moves: Moves) -> None:
    try:
        new = recompute(one.state, calendar).deadline
    except UNCOUNTABLE:
        moves.uncountable += 1
        return
    if one.state.deadline and new != one.state.deadline:
        row = one.row
        moves.moved.append(Move(ticket=row.ticket_id, metric=row.metric, old=one.state.deadline, new=new))
