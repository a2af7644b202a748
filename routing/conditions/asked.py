"""What a rule may ask for: each check gives a fault code or "" when all is well; then it is prepared once."""

from __future__ import annotations

from typing import Any

import re2

from routing.words import Phrase, parse_phrase, phrase_fault

MAX_PATTERN = 200
MAX_NUMBER = 10_000_000


def check_phrase(asked: object) -> str:
    return phrase_fault(asked) if isinstance(asked, str) else "not_a_text"


def check_text(asked: object) -> str:
    if not isinstance(asked, str):
        return "not_a_text"
    return "" if asked.strip() else "empty"


def check_id(asked: object) -> str:
    return "" if isinstance(asked, int) and not isinstance(asked, bool) and asked > 0 else "not_a_number"


def check_number(asked: object) -> str:
    if isinstance(asked, bool) or not isinstance(asked, int | float):
        return "not_a_number"
    return "" if -MAX_NUMBER <= asked <= MAX_NUMBER else "number_out_of_range"


def check_flag(asked: object) -> str:
    return "" if isinstance(asked, bool) else "not_yes_or_no"


def check_address(asked: object) -> str:
    if not isinstance(asked, str):
        return "not_a_text"
    name, at, domain = asked.strip().rpartition("@")
    return "" if at and domain and " " not in asked.strip() and "@" not in name else "not_an_address"


def check_pattern(asked: object) -> str:
    if not isinstance(asked, str):
        return "not_a_text"
    if not asked:
        return "empty"
    if len(asked) > MAX_PATTERN:
        return "pattern_too_long"
    try:
        compile_pattern(asked)
    except re2.error:
        return "pattern_invalid"
    return ""


def fold_values(asked: object) -> frozenset[object]:
    return frozenset(fold_value(one) for one in _entries(asked))


def fold_value(value: object) -> object:
    return value.strip().casefold() if isinstance(value, str) else value


def parse_phrases(asked: object) -> tuple[Phrase, ...]:
    return tuple(parse_phrase(str(one)) for one in _entries(asked))


def compile_pattern(pattern: object) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = 1 << 20
    return re2.compile(str(pattern), options)


def _entries(asked: object) -> list[object]:
    return list(asked) if isinstance(asked, list | tuple) else [asked]
