"""Rules that never match: by themselves, or by what earlier rules have made of the tickets."""

from __future__ import annotations

from collections.abc import Sequence

from routing.linting.findings import Finding
from routing.linting.literals import never_both
from routing.linting.ruleset import Asked, changed_between, folded, implies
from routing.linting.statement import Statement


def never(one: Asked, before: Sequence[Asked]) -> Finding | None:
    if one.is_dead:
        return Finding(code="never", rule=one.rule.id)
    for place, earlier in enumerate(before):
        if earlier.rule.stops and implies(one, earlier, changed_between(before[place + 1 :])):
            return Finding(code="never_reached", rule=one.rule.id, others=(earlier.rule.id,))
    return _settled_before(one, before)


def _settled_before(one: Asked, before: Sequence[Asked]) -> Finding | None:
    """It asks for another value than any that the field can have by then."""
    for place, earlier in enumerate(before):
        for field in sorted(earlier.sets.keys() & one.asks_for):
            if not implies(one, earlier, changed_between(before[place:])):
                continue
            settlers = [other for other in before[: place + 1] if field in other.sets]
            values = frozenset(folded(other.sets[field]) for other in settlers)
            if _cannot_be(one, field, values):
                others = tuple(other.rule.id for other in settlers)
                return Finding(code="settled_before", rule=one.rule.id, others=others, field=field)
    return None


def _cannot_be(one: Asked, field: str, values: frozenset[object]) -> bool:
    return one.holds is not None and never_both(one.holds, [frozenset([Statement(field, "in", values)])])
