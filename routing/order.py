"""The order in which rules and policies are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from helpdesk.lib.whole_number import whole_number


class Placed(Protocol):
    pk: int
    position: int


P = TypeVar("P", bound=Placed)


def put_in_order(rows: Sequence[P], order: Sequence[int]) -> list[P]:
    """Give each its new position, those not named in `order` behind the others. Which have moved."""
    ranks = {key: rank for rank, key in enumerate(order)}
    ordered = sorted(rows, key=lambda row: ranks.get(row.pk, len(ranks) + row.position))
    moved = [row for position, row in enumerate(ordered) if row.position != position]
    for position, row in enumerate(ordered):
        row.position = position
    return moved


def one_place(order: Iterable[int], key: int, *, down: bool) -> list[int]:
    """The order with one of them a place later or earlier; as it was if there is no such place."""
    found = list(order)
    if key in found:
        place = found.index(key)
        other = place + (1 if down else -1)
        if 0 <= other < len(found):
            found[place], found[other] = found[other], found[place]
    return found


def to_place(order: Iterable[int], key: int, place: str) -> list[int]:
    """The order with one of them at this place, counted from 1; the nearest there is, or as it was."""
    found, wanted = list(order), whole_number(place)
    if key in found and wanted is not None:
        found.remove(key)
        found.insert(max(0, wanted - 1), key)
    return found
