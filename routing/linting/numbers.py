"""Whether there is a whole number of which all this is true."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from routing.linting.statement import Statement
from routing.linting.values import values_of

WIDEST = 1_000  # numbers that are tried one by one


def no_number(statements: Sequence[Statement]) -> bool:
    lowest, highest = 0, 23 if statements and statements[0].field == "hour" else None
    for one in statements:
        bound = _bound(one)
        if bound is None:
            continue
        side, number = bound
        if side == "from":
            lowest = max(lowest, number)
        else:
            highest = number if highest is None else min(highest, number)
    asked = [one for one in statements if one.test == "in"]
    return _none_between(lowest, highest, asked)


def _bound(one: Statement) -> tuple[str, int] | None:
    if one.test not in {"greater", "less"}:
        return None
    asked = float(str(one.asked))
    if one.test == "greater":
        return ("from", floor(asked) + 1) if one.holds else ("to", floor(asked))
    return ("to", ceil(asked) - 1) if one.holds else ("from", ceil(asked))


def _none_between(lowest: int, highest: int | None, asked: Sequence[Statement]) -> bool:
    chosen = [values_of(one) for one in asked if one.holds]
    numbers: frozenset[object]
    if chosen:
        numbers = chosen[0].intersection(*chosen[1:])
    elif highest is None or highest - lowest > WIDEST:
        return False
    else:
        numbers = frozenset(range(lowest, highest + 1))
    refused = frozenset[object]().union(*(values_of(one) for one in asked if not one.holds))
    return not any(_fits(number, lowest, highest) for number in numbers - refused)


def _fits(number: object, lowest: int, highest: int | None) -> bool:
    if isinstance(number, bool) or not isinstance(number, int | float) or number != int(number):
        return False
    return number >= lowest and (highest is None or number <= highest)
