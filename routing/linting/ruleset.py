"""Rules with what is asked of them again and again: when they hold, and whether one implies another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from routing.classify import Rule
from routing.conditions.tree import Group, Node, Not
from routing.linting.findings import Names
from routing.linting.literals import TooMany, alternatives, elsewhere, never_both
from routing.linting.statement import Clause


class Asked:
    """One rule in its place, with the names that are gone taken out of what it asks for."""

    def __init__(self, rule: Rule, names: Names) -> None:
        self.rule = rule
        self.conditions = _without(rule.conditions, names)
        self.sets = {action.kind.sets: action.to for action in rule.actions if not action.kind.adds}
        self.adds = {action.to for action in rule.actions if action.kind.adds}

    @cached_property
    def holds(self) -> list[Clause] | None:
        """None: it cannot be weighed."""
        return _weighed(lambda: alternatives(self.conditions))

    @cached_property
    def fails(self) -> list[Clause] | None:
        return _weighed(lambda: alternatives(self.conditions, holds=False))

    @cached_property
    def changes(self) -> frozenset[str]:
        """What rules after it may see otherwise than it did."""
        return frozenset([*self.sets, *(["tags"] if self.adds else [])])

    @cached_property
    def asks_for(self) -> frozenset[str]:
        """The subject is a part of the message."""
        fields = {one.field for clause in self.holds or () for one in clause}
        fields |= {one.field for clause in self.fails or () for one in clause}
        return frozenset("message" if field in {"subject", "text"} else field for field in fields)

    @property
    def is_dead(self) -> bool:
        return self.holds == []


def in_use(rules: Sequence[Rule], names: Names) -> list[Asked]:
    """While the rules are asked, a ticket may hold something gone that one of them has just set."""
    active = [rule for rule in rules if rule.is_active]
    given = {folded(action.to) for rule in active for action in rule.actions}
    nowhere = Names(gone={field: values - given for field, values in names.gone.items()})
    return [Asked(rule, nowhere) for rule in active]


def implies(later: Asked, earlier: Asked, changed: frozenset[str]) -> bool:
    """Whenever the later one holds, the earlier one held. `changed`: what may have become otherwise since."""
    if later.holds is None or earlier.fails is None:
        return False
    if not earlier.fails:
        return True
    if not later.asks_for & (earlier.asks_for - changed):
        return later.is_dead
    fails = elsewhere(earlier.fails, changed) if changed & earlier.asks_for else earlier.fails
    return never_both(later.holds, fails)


def changed_between(rules: Sequence[Asked]) -> frozenset[str]:
    return frozenset[str]().union(*(one.changes for one in rules))


def _weighed(ask: Callable[[], list[Clause]]) -> list[Clause] | None:
    try:
        return ask()
    except TooMany:
        return None


def _without(node: Node, names: Names) -> Node:
    """No ticket holds what is gone, so asking for it is asking for nothing."""
    if isinstance(node, Not):
        return Not(node=_without(node.node, names))
    if isinstance(node, Group):
        return replace(node, nodes=tuple(_without(one, names) for one in node.nodes))
    gone = names.gone.get(node.kind.code.removeprefix("previous."))
    return replace(node, asked=node.asked - gone) if gone and isinstance(node.asked, frozenset) else node


def folded(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value
