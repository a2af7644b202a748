"""Conditions taken apart: alternatives, each of them simple statements that hold together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal as OneOf

from routing.conditions.tree import Group, Leaf, Node, Not
from routing.linting.apart import surely_together
from routing.linting.contradictions import contradict
from routing.linting.statement import Clause, Statement

LIMIT = 600  # alternatives
TRIES = 12_000  # combinations looked at on the way to them


class TooMany(Exception):
    """Nothing is said about conditions like these."""


@dataclass(slots=True)
class _Budget:
    tries: int = TRIES

    def spend(self, n: int) -> None:
        self.tries -= n
        if self.tries < 0:
            raise TooMany


def alternatives(node: Node, *, holds: bool = True) -> list[Clause]:
    """When the conditions hold (or do not): none, if that can never be. Raises TooMany."""
    return _of(node, holds, _Budget())


def never_both(left: Iterable[Clause], right: Sequence[Clause]) -> bool:
    """None of the left can hold together with one of the right. Mostly the first pair says no."""
    return all(not surely_together(one, other) and contradict(one | other) for one in left for other in right)


def elsewhere(clauses: Iterable[Clause], fields: frozenset[str]) -> list[Clause]:
    """The same about another moment, at which these fields may have had other values."""
    return [
        frozenset(replace(one, is_earlier=True) if one.field in fields else one for one in clause)
        for clause in clauses
    ]


def _of(node: Node, holds: bool, budget: _Budget) -> list[Clause]:
    if isinstance(node, Leaf):
        return _leaf(node, holds)
    if isinstance(node, Not):
        return _of(node.node, not holds, budget)
    parts = [_of(one, holds, budget) for one in node.nodes]
    return _combined(parts, budget) if _needs_all(node, holds) else _any_of(parts)


def _needs_all(group: Group, holds: bool) -> bool:
    return (group.holds_when == "all") is holds


def _any_of(parts: list[list[Clause]]) -> list[Clause]:
    return _limited(list(dict.fromkeys(clause for part in parts for clause in part)))


def _combined(parts: list[list[Clause]], budget: _Budget) -> list[Clause]:
    found: list[Clause] = [frozenset()]
    for part in parts:
        budget.spend(len(found) * len(part))
        pairs = (left | right for left in found for right in part)
        found = _limited(list(dict.fromkeys(clause for clause in pairs if not contradict(clause))))
    return found


def _limited(clauses: list[Clause]) -> list[Clause]:
    if len(clauses) > LIMIT:
        raise TooMany
    return clauses


def _leaf(leaf: Leaf, holds: bool) -> list[Clause]:
    statements, together = _statements(leaf)
    if not holds:
        statements = [one.denied() for one in statements]
        together = "any" if together == "all" else "all"
    clauses = [frozenset([one]) for one in statements] if together == "any" else [frozenset(statements)]
    return [clause for clause in clauses if not contradict(clause)]


def _statements(leaf: Leaf) -> tuple[list[Statement], OneOf["all", "any"]]:
    """What the leaf says, and whether all of it or one suffices."""
    field, op, asked = leaf.kind.code, leaf.operator.code, leaf.asked
    if op in {"contains_any", "contains_all"}:
        return [Statement(field, "phrase", one) for one in _each(asked)], _together(op)
    if op in {"has_any", "has_all"}:
        return [Statement(field, "tag", one) for one in _each(asked)], _together(op)
    if field == "from_address" and op == "in":
        return [Statement(field, "address", one) for one in _each(asked)], "any"
    if op in {"equals", "in", "not_in"}:
        return [Statement(field, "in", asked, holds=op != "not_in")], "all"
    if op in {"is_set", "is_empty"}:
        return [Statement(field, "filled", holds=op == "is_set")], "all"
    if op == "matches":
        return [Statement(field, "pattern", getattr(asked, "pattern", asked))], "all"
    return [Statement(field, op, asked)], "all"


def _each(asked: object) -> list[object]:
    return list(asked) if isinstance(asked, frozenset | tuple) else [asked]


def _together(op: str) -> OneOf["all", "any"]:
    return "all" if op.endswith("_all") else "any"
