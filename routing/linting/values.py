"""Whether a field can have a value of which all this is true."""

from __future__ import annotations

from collections.abc import Sequence

from routing.conditions.kinds import KINDS
from routing.linting.statement import Statement

FLAGS = ("is_first_message", "is_reopened", "has_attachments", "is_open")


def no_value(statements: Sequence[Statement]) -> bool:
    """By its values and by being empty alone."""
    field = statements[0].field
    everything = _everything(field)
    filled = {one.holds for one in statements if one.test == "filled"}
    chosen = [values_of(one) for one in statements if one.test == "in" and one.holds]
    refused = [values_of(one) for one in statements if one.test == "in" and not one.holds]
    if True not in filled and not chosen and field not in FLAGS:
        return False  # it may be empty
    if False in filled:
        return True
    allowed = [*chosen, *([everything] if everything else [])]
    return bool(allowed) and allowed[0].intersection(*allowed[1:]) <= frozenset[object]().union(*refused)


def values_of(one: Statement) -> frozenset[object]:
    return one.asked if isinstance(one.asked, frozenset) else frozenset([one.asked])


def _everything(field: str) -> frozenset[object] | None:
    """All values that there are, where they can be counted."""
    if field in FLAGS:
        return frozenset([True, False])
    return frozenset(KINDS[field].choices) or None
