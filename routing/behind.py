"""Those behind the first of a queue, where nobody can take any of the first: somebody may be able to take one
of the others, which ask for other skills or weigh less. The rest are told why they wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from events.database_time import database_time
from routing.assign import carry_out, consider, unpaused
from routing.candidates import Choice, Need, choose
from routing.members import Team, hold_team
from routing.needs import need_of, rests, terms_of
from tickets.actions.note_unassigned_all import note_unassigned_all
from tickets.models import Ticket

PORTION = 100  # of a queue, held in one go
NO_ROOM = ("all_full", "all_asked", "nobody_skilled")
REST = 500  # explained in one go; the next sweep goes on
READ = (
    "pk",
    "category_id",
    "channel_id",
    "language",
    "waiting_since",
    "created_at",
    "caller_since",
    "parent_id",
    "unassigned_reason",
)


@transaction.atomic(durable=True)
def drain_behind(team_id: int, *, at: datetime | None = None) -> int:
    """How many were given. The tickets that are only told why they wait are not looked at one by one."""
    first = list(unpaused(team_id).values_list("pk", flat=True)[:PORTION])
    if len(first) < PORTION:
        return 0
    now = at or database_time()
    team = hold_team(team_id, at=now)
    behind = unpaused(team_id).exclude(pk__in=first)
    terms = terms_of(team_id)
    is_closed = rests(terms, at=now) is not None
    easiest = Need(ticket=0, team=team_id, weight=terms.lightest, rests=is_closed)
    nothing = choose(team.values(), easiest)
    if nothing.agent is None:  # whatever they ask for
        _explain(behind.exclude(unassigned_reason__in=_as_good_as(nothing.reason)), str(nothing.reason))
        return 0
    able: list[int] = []
    unable: dict[str, list[int]] = defaultdict(list)
    for ticket, choice in _choices(behind.values_list(*READ, named=True).iterator(), team_id, team, now=now):
        if choice.agent is not None:
            able.append(ticket.pk)
        elif ticket.unassigned_reason != choice.reason:
            unable[str(choice.reason)].append(ticket.pk)
        if len(able) == PORTION:
            break
    for reason, tickets in unable.items():
        _explain(Ticket.objects.filter(pk__in=tickets[:REST]), reason)
    held = _hold(unpaused(team_id).filter(pk__in=able))
    return carry_out(consider(held, team_id, team, now=now), team_id, at=at)


def _choices(
    tickets: Iterable[Any], team_id: int, team: Team, *, now: datetime
) -> Iterator[tuple[Any, Choice]]:
    """What alike tickets ask for is chosen for once."""
    terms = terms_of(team_id)
    known: dict[object, Choice] = {}
    for ticket in tickets:
        need = replace(need_of(ticket, terms, at=now), ticket=0)
        key = (need.weight, need.by_phone, tuple((one.skill, one.level) for one in need.skills))
        if key not in known:
            known[key] = choose(team.values(), need)
        yield ticket, known[key]


def _as_good_as(reason: str) -> tuple[str, ...]:
    """Who lacks a skill lacks it also while everybody is full, and who is asked now is full a moment later:
    else it would be told anew each time.
    """
    return NO_ROOM if reason in NO_ROOM[:2] else (reason,)


def _explain(tickets: QuerySet[Ticket], reason: str) -> None:
    note_unassigned_all(_hold(tickets), reason=reason)


def _hold(tickets: QuerySet[Ticket]) -> Sequence[Ticket]:
    return list(tickets.select_for_update(skip_locked=True, no_key=True, of=("self",))[:REST])
