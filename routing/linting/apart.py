"""Two clauses that can surely hold together: told by a glance, where comparing each with each takes long."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from routing.linting.statement import Clause, Statement
from routing.words import Phrase

IN_MESSAGE = {"subject", "text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """Of a clause by itself. Fields: which it speaks of; and of which it says more than words."""

    fields: frozenset[str]
    others: frozenset[str]
    held: frozenset[str]  # whole words that stand there
    denied: frozenset[str]  # the first whole word of each phrase that does not
    is_simple: bool  # no phrase that is denied begins with a part of a word


def surely_together(one: Clause, other: Clause) -> bool:
    """Neither speaks of what the other does, or of words alone of which none is denied there.

    Both can hold by themselves: routing/linting/literals.py has dropped the others.
    """
    left, right = glance(one), glance(other)
    if left.others & right.fields or right.others & left.fields:
        return False
    if not (left.is_simple and right.is_simple):
        return False
    return not (left.held & right.denied or right.held & left.denied)


@lru_cache(maxsize=8_192)
def glance(clause: Clause) -> Glance:
    words = [(one, one.asked) for one in clause if isinstance(one.asked, Phrase)]
    denied = [phrase for one, phrase in words if not one.holds]
    parts = {part for one, phrase in words if one.holds for part in phrase.parts}
    return Glance(
        fields=frozenset(_field(one) for one in clause),
        others=frozenset(_field(one) for one in clause if not isinstance(one.asked, Phrase)),
        held=frozenset(part.stem for part in parts if not (part.open_left or part.open_right)),
        denied=frozenset(phrase.parts[0].stem for phrase in denied),
        is_simple=not any(phrase.parts[0].open_left or phrase.parts[0].open_right for phrase in denied),
    )


def _field(one: Statement) -> str:
    return "message" if one.field in IN_MESSAGE else one.field
