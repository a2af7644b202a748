"""What the linter says, as data; routing/finding_words.py has the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Code = Literal[
    "never",  # its conditions contradict each other
    "settled_before",  # an earlier rule always sets what it asks for, to something else
    "never_reached",  # an earlier rule ends the list whenever it would hold
    "forestalled",  # earlier rules always set all that it sets
    "overridden",  # an earlier rule always sets one thing first, to something else
    "turns_round",  # it changes the priority that it asks for
    "turn_each_other",  # some change each other's priority to and fro
    "name_gone",
    "name_off",
    "unreadable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    code: Code
    rule: int
    others: tuple[int, ...] = ()  # the rules that make it so
    field: str = ""  # what is set, or asked for
    value: Any = None  # the name that is gone or switched off


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Of what rules name, by the field that holds it (team, category, channel, organisation)."""

    gone: Mapping[str, frozenset[object]] = field(default_factory=dict)
    off: Mapping[str, frozenset[object]] = field(default_factory=dict)
