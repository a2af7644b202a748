from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from routing.classify import Rule
from routing.conditions.tree import asked_before
from routing.linting.dead import never
from routing.linting.findings import Finding, Names
from routing.linting.forestalled import forestalled
from routing.linting.loops import loops
from routing.linting.names import missing
from routing.linting.ruleset import Asked, in_use


def lint(rules: Sequence[Rule], names: Names | None = None) -> list[Finding]:
    """In the order of the rules. Those switched off are neither blamed nor a reason."""
    places = {rule.id: place for place, rule in enumerate(rules)}
    return sorted(_found(rules, names or Names()), key=lambda one: places[one.rule])


def _found(rules: Sequence[Rule], names: Names) -> Iterator[Finding]:
    asked = in_use(rules, names)
    for together in _asked_together(asked):
        for place, one in enumerate(together):
            yield from missing(one.rule, names)
            dead = never(one, together[:place])
            yield from [dead] if dead else forestalled(one, together[:place], together[place + 1 :])
    yield from loops(asked)


def _asked_together(asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    """Those for new tickets; and those that are asked when the same things change (classify.py)."""
    groups: dict[frozenset[str], list[Asked]] = defaultdict(list)
    for one in asked:
        groups[asked_before(one.rule.conditions)].append(one)
    yield from groups.values()
