"""What rules name: teams, categories, channels, organisations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from routing.classify import Rule
from routing.conditions.tree import leaves_of
from routing.linting.findings import Finding, Names

FIELDS = ("category", "team", "channel", "organisation")


def named_in(rules: Iterable[Rule]) -> Mapping[str, frozenset[object]]:
    found: dict[str, set[object]] = defaultdict(set)
    for rule in rules:
        for field, value in _named(rule):
            found[field].add(value)
    return {field: frozenset(values) for field, values in found.items()}


def missing(rule: Rule, names: Names) -> Iterator[Finding]:
    for field, value in dict.fromkeys(_named(rule)):
        if value in names.gone.get(field, ()):
            yield Finding(code="name_gone", rule=rule.id, field=field, value=value)
        elif value in names.off.get(field, ()):
            yield Finding(code="name_off", rule=rule.id, field=field, value=value)


def _named(rule: Rule) -> Iterator[tuple[str, object]]:
    for leaf in leaves_of(rule.conditions):
        field = leaf.kind.code.removeprefix("previous.")
        if field in FIELDS and isinstance(leaf.asked, frozenset):
            yield from ((field, value) for value in sorted(leaf.asked, key=str))
    for action in rule.actions:
        if action.kind.sets in FIELDS:
            yield action.kind.sets, action.to
