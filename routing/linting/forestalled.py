"""Rules, or single settings of theirs, that come too late whenever they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routing.linting.findings import Finding
from routing.linting.ruleset import Asked, implies


def forestalled(one: Asked, before: Sequence[Asked], after: Sequence[Asked]) -> Iterator[Finding]:
    """All that it sets has been set: it may go, unless it keeps others from being asked."""
    always = list(_always_before(one, before))
    setters = {field: next((other for other in always if field in other.sets), None) for field in one.sets}
    adders = {tag: next((other for other in always if tag in other.adds), None) for tag in one.adds}
    found = [*setters.values(), *adders.values()]
    ends_list = one.rule.stops and bool(after)
    if all(found) and not ends_list:
        others = tuple(dict.fromkeys(other.rule.id for other in found if other))
        yield Finding(code="forestalled", rule=one.rule.id, others=others)
        return
    for field, other in setters.items():
        if other and other.sets[field] != one.sets[field]:
            yield Finding(code="overridden", rule=one.rule.id, others=(other.rule.id,), field=field)


def _always_before(one: Asked, before: Sequence[Asked]) -> Iterator[Asked]:
    """Rules that match whenever this one does, and then settle what it sets, or find it settled."""
    changed = [other.changes for other in before]
    for place in range(len(before) - 2, -1, -1):
        changed[place] |= changed[place + 1]
    for other, since in zip(before, changed, strict=True):
        related = (other.sets.keys() & one.sets.keys()) or (other.adds & one.adds)
        if related and implies(one, other, since):
            yield other
