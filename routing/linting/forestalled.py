"""Rules, or single settings of theirs, that come too late whenever they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routing.linting.findings import Finding
from routing.linting.ruleset import Asked, changed_between, implies


def forestalled(one: Asked, before: Sequence[Asked], after: Sequence[Asked]) -> Iterator[Finding]:
    """All that it sets has been set: it may go, unless it keeps others from being asked."""
    setters = {field: _first_setter(one, field, before) for field in one.sets}
    adders = {tag: _first_adder(one, tag, before) for tag in one.adds}
    found = [*setters.values(), *adders.values()]
    ends_list = one.rule.stops and bool(after)
    if all(found) and not ends_list:
        others = tuple(dict.fromkeys(other.rule.id for other in found if other))
        yield Finding(code="forestalled", rule=one.rule.id, others=others)
        return
    for field, other in setters.items():
        if other and other.sets[field] != one.sets[field]:
            yield Finding(code="overridden", rule=one.rule.id, others=(other.rule.id,), field=field)


def _first_setter(one: Asked, field: str, before: Sequence[Asked]) -> Asked | None:
    """A rule that matches whenever this one does, and then settles the field, or finds it settled."""
    return next((other for other in _always_before(one, before) if field in other.sets), None)


def _first_adder(one: Asked, tag: str, before: Sequence[Asked]) -> Asked | None:
    return next((other for other in _always_before(one, before) if tag in other.adds), None)


def _always_before(one: Asked, before: Sequence[Asked]) -> Iterator[Asked]:
    for place, other in enumerate(before):
        related = (other.sets.keys() & one.sets.keys()) or (other.adds & one.adds)
        if related and implies(one, other, changed_between(before[place:])):
            yield other
