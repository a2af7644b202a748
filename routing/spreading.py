"""Many tickets to several people: who gets which. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    agent: int
    load: float
    capacity: int
    teams: frozenset[int]
    is_there: bool = True

    @property
    def share(self) -> float:
        return self.load / self.capacity if self.capacity else float("inf")

    def takes(self, load: Load) -> bool:
        """There, of its team, without it so far, and with room for it."""
        is_other = self.agent != load.holder
        return self.is_there and is_other and load.team in self.teams and self._has_room(load.weight)

    def _has_room(self, weight: float) -> bool:
        return self.load + weight <= self.capacity

    def carrying(self, more: float) -> Carrier:
        return replace(self, load=max(0.0, self.load + more))


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A ticket, in the order of urgency; `is_begun`: somebody has answered it, so it stays if it can.

    `asked`: who is being asked whether they take it, and so carries it already.
    """

    ticket: int
    team: int
    holder: int | None
    is_begun: bool = False
    weight: float = 1
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    ticket: int
    to: int


def spread(loads: Sequence[Load], carriers: Sequence[Carrier]) -> list[Step]:
    """Each to whoever of its team is there and carries least for what they take; beyond that it stays."""
    people = {one.agent: one for one in carriers}
    steps = []
    for load in loads:
        asked = people.get(load.asked or 0)
        if asked is not None:  # nobody is asked any more once it is given
            people[asked.agent] = asked.carrying(-load.weight)
        to = _best(people.values(), load)
        if to is None:
            if asked is not None:
                people[asked.agent] = asked
            continue
        people[to.agent] = to.carrying(load.weight)
        if load.holder in people:
            people[load.holder] = people[load.holder].carrying(-load.weight)
        steps.append(Step(load.ticket, to.agent))
    return steps


def balance(loads: Sequence[Load], carriers: Sequence[Carrier]) -> list[Step]:
    """First what lies with who is not there; then, from who carries too much or most, what nobody has begun.

    Nobody is given more than they take, and it ends where one more move would only change who has more.
    """
    people = {one.agent: one for one in carriers}
    absent = [load for load in loads if load.holder in people and not people[load.holder].is_there]
    steps = spread(absent, carriers)
    by_ticket = {load.ticket: load for load in absent}
    for step in steps:
        load = by_ticket[step.ticket]
        people[step.to] = people[step.to].carrying(load.weight)
        people[load.holder or 0] = people[load.holder or 0].carrying(-load.weight)
    present = [load for load in loads if load.holder in people and people[load.holder].is_there]
    for load in reversed(present):  # the least urgent: who has begun to think of the nearest goes on
        giver, to = people[load.holder or 0], _best(people.values(), load)
        if load.is_begun or to is None or giver.load - load.weight < to.load + load.weight:
            continue
        if giver.share <= to.share:
            continue
        people[giver.agent] = giver.carrying(-load.weight)
        people[to.agent] = to.carrying(load.weight)
        steps.append(Step(load.ticket, to.agent))
    return steps


def _best(people: Iterable[Carrier], load: Load) -> Carrier | None:
    able = [one for one in people if one.takes(load)]
    return min(able, key=lambda one: (one.share, one.agent), default=None)
