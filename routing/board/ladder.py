"""Tickets whose promise is late or soon will be, the nearest first, each with the rungs it has climbed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from helpdesk.marks.clocks import WorkingTime
from routing.board.scope import Scope
from routing.clock_panel import working_time
from routing.clocks import OVER, Kept, keep
from routing.clockwork import thresholds, used_seconds
from routing.deadlines import is_at_risk
from routing.ladders import Ladders, actions_of, load_ladders
from routing.models import Clock
from routing.thresholds import reached_after
from tickets import due, lists
from tickets.ladder_words import STEP_WORDS
from tickets.list_choices import Part
from tickets.models import Ticket
from tickets.models.ticket import NO_DEADLINE

MOST_LATE = 20
MOST_SOON = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    point: int  # as in routing/thresholds.py
    percent: float  # where it lies on the way from the start to the breach
    at: datetime
    is_reached: bool
    says: str = ""  # what the policy has done then


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A ticket with its nearest promise; none where that has just been kept: the next look leaves it out."""

    ticket: Ticket
    due_at: datetime
    state: str  # as {% sla_clock %} wants it
    clock: Clock | None = None
    working: WorkingTime | None = None
    rungs: Sequence[Rung] = ()

    @property
    def is_late(self) -> bool:
        return self.state == "breached"

    @property
    def reached(self) -> int:
        return sum(rung.is_reached for rung in self.rungs)

    @property
    def next_rung(self) -> Rung | None:
        return next((rung for rung in self.rungs if not rung.is_reached), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A ticket on the ladder, before it is drawn."""

    ticket: int
    version: int
    due_at: datetime
    is_late: bool
    assignee: int | None
    presence: str | None  # of the assignee: no part of the version
    team: int | None
    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    steps: Sequence[Step]
    changes_at: datetime | None  # when time alone changes what the board says


def ladder_of(scope: Scope) -> Ladder:
    """Those that are late longest, then those that can still be saved: neither hides the other."""
    late, soon = _ids(scope, Part.LATE, MOST_LATE), _ids(scope, Part.SOON, MOST_SOON)
    steps = _steps([*late, *soon])
    return Ladder(steps=steps, changes_at=_changes_at(scope, steps))


def _ids(scope: Scope, part: Part, size: int) -> list[int]:
    page = lists.page(scope.choice(part), agent=scope.viewer, teams=scope.teams, size=size)
    return [entry.id for entry in page.entries]


def _steps(ids: Sequence[int]) -> list[Step]:
    now = timezone.now()
    found = Ticket.objects.filter(pk__in=ids).order_by("next_due_at", "pk")
    rows = found.values_list(
        "pk", "version", "next_due_at", "assignee", "assignee__presence__status", "team", "customer__name"
    )
    return [
        Step(
            ticket=pk,
            version=version,
            due_at=due_at,
            is_late=due_at <= now,
            assignee=assignee,
            presence=presence,
            team=team,
            customer=customer,
        )
        for pk, version, due_at, assignee, presence, team, customer in rows
        if due_at
    ]


def rows_of(ids: Sequence[int]) -> list[Row]:
    """All that is drawn of them."""
    tickets = Ticket.objects.for_list().in_bulk(ids)
    nearest = _nearest(Clock.objects.going().filter(ticket__in=ids))
    ladders = load_ladders(one.row for one in nearest.values())
    return [
        _row(ticket, ticket.next_due_at, nearest.get(pk), ladders)
        for pk, ticket in tickets.items()
        if ticket.next_due_at
    ]


def nearest_of(ticket: Ticket) -> Kept | None:
    """The promise of one ticket that ends next, of those that run."""
    return _nearest(Clock.objects.going().filter(ticket=ticket)).get(ticket.pk)


def _nearest(clocks: Iterable[Clock]) -> dict[int, Kept]:
    running: dict[int, list[Kept]] = defaultdict(list)
    for one in keep(list(clocks)):
        if one.state.is_running and one.state.deadline and one.row.stop_reason not in OVER:
            running[one.row.ticket_id].append(one)
    return {ticket: min(found, key=_deadline) for ticket, found in running.items()}


def _deadline(one: Kept) -> tuple[datetime | None, int]:
    return one.state.deadline, one.row.pk


def _row(ticket: Ticket, due_at: datetime, one: Kept | None, ladders: Ladders) -> Row:
    now = timezone.now()
    state = "breached" if due_at <= now else "at_risk" if one and is_at_risk(one) else "ok"
    if one is None:
        return Row(ticket=ticket, due_at=due_at, state=state)
    return Row(
        ticket=ticket,
        due_at=due_at,
        state=state,
        clock=one.row,
        working=working_time(one),
        rungs=_rungs(one, now, ladders),
    )


def _rungs(one: Kept, now: datetime, ladders: Ladders) -> list[Rung]:
    """Told or not, a moment that has passed is behind us."""
    row, seconds = one.row, one.state.target.seconds
    used = used_seconds(one.state, one.calendar, at=now)
    return [
        Rung(
            point=found.point,
            percent=round(100 * reached_after(found.point, seconds) / seconds, 1),
            at=found.at,
            is_reached=found.at <= now or reached_after(found.point, seconds) <= used,
            says=", ".join(str(STEP_WORDS[action.do]) for action in actions_of(row, found.point, ladders)),
        )
        for found in thresholds(one.state, one.calendar)
    ]


def _changes_at(scope: Scope, steps: Sequence[Step]) -> datetime | None:
    """The next that becomes late, or comes within sight; of neither does anybody send word."""
    horizon = timezone.now() + due.SOON_IS
    beyond = replace(scope.choice(), after=(horizon, 0))
    next_one = lists.page(beyond, agent=scope.viewer, teams=scope.teams, size=1).entries
    moments = [step.due_at for step in steps if not step.is_late]
    if next_one and next_one[0].order < NO_DEADLINE:
        moments.append(next_one[0].order - due.SOON_IS)
    return min(moments, default=None)
