from __future__ import annotations

from collections.abc import Iterator, Sequence

from routing.classify import Rule
from routing.linting.dead import never
from routing.linting.findings import Finding, Names
from routing.linting.forestalled import forestalled
from routing.linting.loops import loops
from routing.linting.names import missing
from routing.linting.ruleset import in_use


def lint(rules: Sequence[Rule], names: Names | None = None) -> list[Finding]:
    """In the order of the rules. Those switched off are neither blamed nor a reason."""
    places = {rule.id: place for place, rule in enumerate(rules)}
    return sorted(_found(rules, names or Names()), key=lambda one: places[one.rule])


def _found(rules: Sequence[Rule], names: Names) -> Iterator[Finding]:
    asked = in_use(rules, names)
    for place, one in enumerate(asked):
        yield from missing(one.rule, names)
        dead = never(one, asked[:place])
        yield from [dead] if dead else forestalled(one, asked[:place], asked[place + 1 :])
    yield from loops(asked)
