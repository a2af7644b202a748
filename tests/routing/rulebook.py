"""Rules on paper, for tests of what is found in them."""

from dataclasses import replace

from routing.classify import Rule
from routing.conditions import parse_conditions
from routing.rule_actions import parse_actions


def when(kind, op, value=None):
    leaf = {"kind": kind, "op": op}
    return leaf if value is None else {**leaf, "value": value}


def words(*phrases):
    return when("message", "contains_any", list(phrases))


def every(*conditions):
    return {"all": list(conditions)}


def some(*conditions):
    return {"any": list(conditions)}


def no(condition):
    return {"not": condition}


def rule(conditions, *actions, stops=False, is_active=True):
    """Numbered by book()."""
    return Rule(
        id=0,
        name="",
        conditions=parse_conditions(conditions),
        actions=parse_actions([{"do": do, "to": to} for do, to in actions]),
        stops=stops,
        is_active=is_active,
    )


def book(*rules):
    return [replace(one, id=n, name=f"Rule {n}") for n, one in enumerate(rules, start=1)]
