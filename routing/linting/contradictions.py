"""Whether statements about one ticket can hold together. True is certain, False is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from routing.linting.entailed import entails
from routing.linting.numbers import no_number
from routing.linting.statement import Clause, Statement
from routing.linting.values import no_value

NUMBERS = ("hour", "waiting_minutes", "customer_messages")


def contradict(clause: Clause) -> bool:
    by_field: dict[tuple[str, bool], list[Statement]] = defaultdict(list)
    for one in clause:
        by_field[one.field, one.is_earlier].append(one)
    if any(_impossible(field)(found) for (field, _), found in by_field.items()):
        return True
    return _denied(clause) or _two_senders(clause)


def _impossible(field: str) -> Callable[[Sequence[Statement]], bool]:
    return no_number if field in NUMBERS else no_value


def _denied(clause: Iterable[Statement]) -> bool:
    """Something is said that makes something denied true."""
    said = [one for one in clause if one.holds]
    denied = [one for one in clause if not one.holds]
    return any(entails(one, other) for other in denied for one in said)


def _two_senders(clause: Iterable[Statement]) -> bool:
    senders = [str(one.asked) for one in clause if one.test == "address" and one.holds]
    people = {one for one in senders if not one.startswith("@")}
    houses = {"@" + one.rpartition("@")[2] for one in senders}
    return len(people) > 1 or len(houses) > 1
