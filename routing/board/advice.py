"""Who should have the nearest ticket of the ladder, where who has it cannot take care of it now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from people.models import Presence
from routing.board.ladder import Step
from routing.board.people import Person

LOOKED_AT = 10  # nearest rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    step: Step
    holder: Person | None  # None: nobody has it
    to: Person

    @property
    def room(self) -> int:
        return int(self.to.agent.capacity - self.to.load)

    @property
    def is_full(self) -> bool:
        """The holder is there, and has more than they take."""
        return self.holder is not None and self.holder.is_available


def advice_on(steps: Sequence[Step], people: Sequence[Person]) -> Advice | None:
    """The first ticket that somebody of its team could take now, and has room; without a query."""
    known = {person.agent.pk: person for person in people}
    for step in steps[:LOOKED_AT]:
        holder = known.get(step.assignee or 0)
        if step.team is None or (step.assignee and not _is_hindered(step, holder)):
            continue
        able = _able(people, step.team, without=step.assignee)
        if able is not None:
            return Advice(step=step, holder=holder, to=able)
    return None


def _is_hindered(step: Step, holder: Person | None) -> bool:
    """Not there, or with more than they take."""
    if step.presence != Presence.Status.AVAILABLE:
        return True
    return holder is not None and holder.load > holder.agent.capacity


def _able(people: Iterable[Person], team: int, *, without: int | None) -> Person | None:
    """Who has the most room, as a share of what they take."""
    able = [
        person
        for person in people
        if person.takes_work
        and team in person.teams
        and person.agent.pk != without
        and person.agent.capacity - person.load >= 1
    ]
    return min(
        able, key=lambda person: (person.load / person.agent.capacity, person.agent.name), default=None
    )
