"""Stored rules as a list shows them: conditions and what follows in words, each name asked for once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from routing.conditions import check_conditions
from routing.conditions.tree import asked_before, parse_conditions
from routing.forms.condition_tree import flat, nested
from routing.models import RoutingRule
from routing.named import name_of
from routing.rule_actions import ACTION_KINDS
from routing.rule_words import ACTION_WORDS, KIND_WORDS, OPERATOR_WORDS

SHOWN = 3  # values of a condition

ICONS = {"team": "users", "category": "shapes", "priority": "flag", "tags": "tag"}


def _asks_before(conditions: Mapping[str, Any]) -> bool:
    return not check_conditions(conditions) and bool(asked_before(parse_conditions(conditions)))


class Lines:
    def __init__(self) -> None:
        self._name = cache(name_of)

    def of(self, rule: RoutingRule) -> dict[str, Any]:
        return {
            "rule": rule,
            "when": self.when(rule.conditions),
            "is_on_change": _asks_before(rule.conditions),
            "actions": [self._action(action) for action in rule.actions],
        }

    def when(self, conditions: Mapping[str, Any]) -> dict[str, Any] | None:
        """None: every ticket, or what cannot be read."""
        if not conditions or check_conditions(conditions):
            return None
        begins = flat(conditions)
        rows = [{**row, "leaf": _negated(row)} for row in begins.rows]
        return self._node(nested(begins.holds_when, begins.groups, rows))

    def _node(self, node: Mapping[str, Any]) -> dict[str, Any]:
        negates, inner = "not" in node, node.get("not", node)
        if "kind" in inner:
            return {"negates": negates, **self._leaf(inner)}
        [(joins, entries)] = inner.items()
        return {"negates": negates, "joins": joins, "nodes": [self._node(one) for one in entries]}

    def _leaf(self, leaf: Mapping[str, Any]) -> dict[str, Any]:
        value = leaf.get("value", [])
        values = value if isinstance(value, list) else [value]
        names = [str(self._name(leaf["kind"], one)) for one in values]
        return {
            "kind": KIND_WORDS[leaf["kind"]],
            "op": OPERATOR_WORDS[leaf["op"]],
            "values": names[:SHOWN] if len(names) > SHOWN + 1 else names,
            "more": len(names) - SHOWN if len(names) > SHOWN + 1 else 0,
        }

    def _action(self, action: Mapping[str, Any]) -> dict[str, Any]:
        code = action["do"]
        return {
            "do": ACTION_WORDS.get(code, code),
            "to": self._name(code, action["to"]),
            "icon": ICONS.get(_sets(code), "chevron-right"),
        }


def _negated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"not": row["leaf"]} if row["negates"] else row["leaf"]


def _sets(code: str) -> str:
    return ACTION_KINDS[code].sets if code in ACTION_KINDS else ""
