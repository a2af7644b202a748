"""What people write beside a condition or an action: texts and lists of names, and how they are offered."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from helpdesk.lib.whole_number import whole_number
from routing.conditions.kinds import KINDS
from routing.named import NO, YES, list_of, meant_by

Way = Literal["none", "pick", "choose", "number", "words"]

NUMBERS = {"hour", "waiting_minutes", "customer_messages"}
TYPED = {"organisation", "tag"}  # too many to choose from: they are offered while typing
MOST = 100  # of what is chosen from a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    name: str
    written: str  # as a list holds it
    is_chosen: bool


def way_of(kind: str, op: str, names: Mapping[str, Sequence[str]]) -> Way:
    """How its value is given: not at all, some or one from a list, a number, or words."""
    known = KINDS.get(kind)
    operator = known.operators.get(op) if known else None
    if operator and not operator.needs_value:
        return "none"
    if kind in NUMBERS:
        return "number"
    name = list_of(kind)
    if not operator or not name or name in TYPED or len(names.get(name, ())) > MOST:
        return "words"
    return "pick" if operator.is_list else "choose"


def options(kind: str, value: str, way: Way, names: Mapping[str, Sequence[str]]) -> Iterator[Option]:
    """All there are, and what stands there although it is gone."""
    chosen = listed(value) if way == "pick" else [value] if value else []
    if list_of(kind) == "flag":
        chosen = [names["flag"][0 if one.lower() in YES else 1] for one in chosen if one.lower() in YES | NO]
    left = {one.casefold() for one in chosen}
    for name in names.get(list_of(kind), ()):
        yield Option(name=name, written=in_a_list([name]), is_chosen=name.casefold() in left)
        left.discard(name.casefold())
    for one in chosen:
        if one.casefold() in left:
            yield Option(name=one, written=in_a_list([one]), is_chosen=True)


def typed(kind: str, op: str, word: str) -> object:
    if list_of(kind) == "flag":
        return word.lower() in YES if word.lower() in YES | NO else word
    if op in {"greater", "less"} or kind in NUMBERS:
        number = whole_number(word)
        return word if number is None else number
    return meant_by(kind, word)


def listed(text: str) -> list[str]:
    """What commas separate; within quotation marks they are part of a name."""
    [parts] = csv.reader([" ".join(text.splitlines())], skipinitialspace=True)
    return [part.strip() for part in parts if part.strip()]


def in_a_list(names: Sequence[str]) -> str:
    """As listed() reads them."""
    return ", ".join(
        '"' + name.replace('"', '""') + '"' if "," in name or name.startswith('"') else name for name in names
    )
