"""Tickets arrive, are chosen for by routing/candidates.py, and are done after a while. Pure.

What is tried is the choosing: the queue in order, one ticket after the other, what is given counts at once.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from routing.candidates import Candidate, Choice, Need, choose

LOOKS_AGAIN = timedelta(hours=1)  # while somebody waits: shifts begin and end


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    ticket: int
    team: str
    at: datetime
    lasts: timedelta  # from the moment somebody has it
    urgency: int = 0
    weight: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    agent: int
    teams: frozenset[str]
    capacity: float
    works_at: frozenset[tuple[int, int]] | None = None  # weekday and hour; None: always


@dataclass(slots=True, kw_only=True)
class Replayed:
    given: dict[int, tuple[int, datetime]] = field(default_factory=dict)  # ticket → agent, when
    reasons: dict[int, str] = field(default_factory=dict)  # the last that was said of each
    carried: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    most_over: float = 0  # beyond capacity, ever

    def numbers(self) -> Mapping[int, int]:
        found: dict[int, int] = defaultdict(int)
        for agent, _ in self.given.values():
            found[agent] += 1
        return found


class Queues:
    """All the teams' queues at one moment, which only goes on."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = members
        self.waiting: dict[str, list[Arrival]] = defaultdict(list)
        self.last: dict[int, datetime] = {}
        self.result = Replayed()

    def drain(self, team: str, now: datetime) -> list[Arrival]:
        """In order, as far as somebody can take it; what alike tickets were refused is asked once."""
        queue = sorted(self.waiting[team], key=lambda one: (-one.urgency, one.at, one.ticket))
        theirs = [one for one in self.members if team in one.teams]
        given: list[Arrival] = []
        refused: dict[float, str] = {}
        for one in queue:
            if one.weight not in refused:
                choice = choose([self._as_candidate(member, now) for member in theirs], _need(one))
                if self._settle(one, choice, now):
                    given.append(one)
                    continue
                refused[one.weight] = choice.reason
            self.result.reasons[one.ticket] = refused[one.weight]
        gone = {one.ticket for one in given}
        self.waiting[team] = [one for one in queue if one.ticket not in gone]
        return given

    def finish(self, one: Arrival) -> None:
        agent, _ = self.result.given[one.ticket]
        self.result.carried[agent] = round(self.result.carried[agent] - one.weight, 2)

    def _settle(self, one: Arrival, choice: Choice, now: datetime) -> bool:
        if choice.agent is None:
            return False
        result = self.result
        result.given[one.ticket] = (choice.agent, now)
        result.reasons[one.ticket] = choice.reason
        result.carried[choice.agent] = round(result.carried[choice.agent] + one.weight, 2)
        self.last[choice.agent] = now
        capacity = next(member.capacity for member in self.members if member.agent == choice.agent)
        result.most_over = max(result.most_over, result.carried[choice.agent] - capacity)
        return True

    def _as_candidate(self, member: Member, now: datetime) -> Candidate:
        works = member.works_at is None or (now.weekday(), now.hour) in member.works_at
        return Candidate(
            agent=member.agent,
            presence="available",
            on_shift=works,
            capacity=member.capacity,
            load=self.result.carried[member.agent],
            last_assigned_at=self.last.get(member.agent),
        )


def replay(arrivals: Iterable[Arrival], members: Sequence[Member]) -> Replayed:
    """Each arrival is drained at once, whatever is done makes room, and who waits is looked at each hour."""
    queues, order = Queues(members), count()
    coming = [(one.at, next(order), "came", one) for one in arrivals]
    heapq.heapify(coming)
    last = max(at for at, *_ in coming) + timedelta(days=14) if coming else None
    while coming:
        now, _, what, one = heapq.heappop(coming)
        if what == "came":
            queues.waiting[one.team].append(one)
        elif what == "done":
            queues.finish(one)
        for given in queues.drain(one.team, now):
            heapq.heappush(coming, (now + given.lasts, next(order), "done", given))
        waits = what != "done" and one.ticket not in queues.result.given
        if waits and last and now < last:
            heapq.heappush(coming, (now + LOOKS_AGAIN, next(order), "looked", one))
    return queues.result


def _need(one: Arrival) -> Need:
    return Need(ticket=one.ticket, team=0, weight=one.weight)
