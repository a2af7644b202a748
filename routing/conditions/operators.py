"""The operators of conditions: one entry each, built from a check, a preparation and a comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from routing.conditions.asked import (
    check_address,
    check_number,
    check_pattern,
    check_phrase,
    check_text,
    compile_pattern,
    fold_values,
    parse_phrases,
)
from routing.conditions.comparing import (
    Found,
    compare,
    contains,
    empty,
    filled,
    has,
    is_from,
    is_none_of,
    is_one_of,
    matches,
)

MAX_VALUES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    code: str
    check: Callable[[object], str] = lambda asked: ""  # a fault code, or ""
    prepare: Callable[[object], object] = lambda asked: asked
    test: Callable[[object, object], Found | None]
    is_list: bool = False  # each entry is checked by itself
    needs_value: bool = True


CONTAINS_ANY = Operator(
    code="contains_any", check=check_phrase, prepare=parse_phrases, is_list=True,
    test=lambda actual, asked: contains(actual, asked, every=False),
)  # fmt: skip
CONTAINS_ALL = Operator(
    code="contains_all", check=check_phrase, prepare=parse_phrases, is_list=True,
    test=lambda actual, asked: contains(actual, asked, every=True),
)  # fmt: skip
MATCHES = Operator(code="matches", check=check_pattern, prepare=compile_pattern, test=matches)
IS_EMPTY = Operator(code="is_empty", test=empty, needs_value=False)
IS_SET = Operator(code="is_set", test=filled, needs_value=False)
GREATER = Operator(
    code="greater", check=check_number, test=lambda actual, asked: compare(actual, asked, sign=1)
)
LESS = Operator(code="less", check=check_number, test=lambda actual, asked: compare(actual, asked, sign=-1))
HAS_ANY = Operator(
    code="has_any", check=check_text, prepare=fold_values, is_list=True,
    test=lambda actual, asked: has(actual, asked, every=False),
)  # fmt: skip
HAS_ALL = Operator(
    code="has_all", check=check_text, prepare=fold_values, is_list=True,
    test=lambda actual, asked: has(actual, asked, every=True),
)  # fmt: skip
FROM = Operator(code="in", check=check_address, prepare=fold_values, is_list=True, test=is_from)


def equality(check: Callable[[object], str]) -> tuple[Operator, Operator, Operator]:
    """equals, in and not_in, for values that `check` lets pass."""
    return (
        Operator(code="equals", check=check, prepare=fold_values, test=is_one_of),
        Operator(code="in", check=check, prepare=fold_values, is_list=True, test=is_one_of),
        Operator(code="not_in", check=check, prepare=fold_values, is_list=True, test=is_none_of),
    )
