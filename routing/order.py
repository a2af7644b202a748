"""The order in which rules and policies are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


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
