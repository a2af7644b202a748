"""Rules that take away the priority they ask for: asked again, they decide otherwise, and so on for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from routing.linting.findings import Finding
from routing.linting.literals import never_both
from routing.linting.ruleset import Asked
from routing.linting.statement import Clause, Statement

FIELD = "priority"


def loops(rules: Sequence[Asked]) -> Iterator[Finding]:
    turning = {one.rule.id: one for one in rules if not one.is_dead and _turns(one)}
    leads_to = {
        key: [other.rule.id for other in turning.values() if other is not one and _leads_to(one, other)]
        for key, one in turning.items()
    }
    for key in turning:
        circle = _circle(key, leads_to)
        if circle:
            yield Finding(code="turn_each_other", rule=key, others=circle, field=FIELD)
        else:
            yield Finding(code="turns_round", rule=key, field=FIELD)


def _turns(one: Asked) -> bool:
    return FIELD in one.sets and one.holds is not None and not _holds_with(one.holds, one.sets[FIELD])


def _leads_to(one: Asked, other: Asked) -> bool:
    """With what it sets, the other one holds; and there may be a ticket that both are about."""
    may_meet = not never_both(_apart_from_field(one), _apart_from_field(other))
    return may_meet and _holds_with(other.holds or (), one.sets[FIELD])


def _holds_with(clauses: Sequence[Clause], value: object) -> bool:
    return not never_both(clauses, [frozenset([Statement(FIELD, "in", frozenset([value]))])])


def _apart_from_field(one: Asked) -> list[Clause]:
    return [frozenset(it for it in clause if it.field != FIELD) for clause in one.holds or ()]


def _circle(start: int, leads_to: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """The others on the shortest way back to it; none if there is no way."""
    ways: list[tuple[int, ...]] = [(start,)]
    seen = {start}
    for way in ways:
        for key in leads_to[way[-1]]:
            if key == start:
                return way[1:]
            if key not in seen:
                seen.add(key)
                ways.append((*way, key))
    return ()
