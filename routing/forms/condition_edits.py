"""A step in building conditions: a row or a group more or less, or another sort of thing compared. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from helpdesk.lib.whole_number import whole_number
from routing.conditions.kinds import KINDS
from routing.forms.condition_tree import OUTERMOST, Fields, Flat, place_of, within

MOST = 50  # rows, and groups


def edit(flat: Flat, command: str) -> Flat:
    """`condition:<group>`, `group:<group>`, `drop-row:<n>`, `drop-group:<n>`, else: look again."""
    verb, _, about = command.partition(":")
    number = whole_number(about) if about else None
    if (change := _VERBS.get(verb)) and (number is not None or not about):
        change(flat, number)
    for row in flat.rows:
        _fit(row)
    return flat


def _add_row(flat: Flat, group: int | None) -> None:
    if len(flat.rows) < MOST and _is_group(flat, group):
        flat.rows.append({"within": _named(group), "place": _last(flat) + 1})
        flat.new = len(flat.rows) - 1


def _add_group(flat: Flat, group: int | None) -> None:
    """With a row in it: nobody wants an empty one."""
    if len(flat.groups) < MOST and len(flat.rows) < MOST and _is_group(flat, group):
        other = "any" if _holds_when(flat, group) == "all" else "all"
        flat.groups.append({"within": _named(group), "place": _last(flat) + 1, "holds_when": other})
        _add_row(flat, len(flat.groups) - 1)


def _drop_row(flat: Flat, number: int | None) -> None:
    if number is not None and 0 <= number < len(flat.rows):
        del flat.rows[number]


def _drop_group(flat: Flat, number: int | None) -> None:
    """With all that is in it. Those behind it get other numbers."""
    if number is None or not 0 <= number < len(flat.groups):
        return
    gone = {str(number)}
    for key, group in enumerate(flat.groups):
        if within(group, key) in gone:
            gone.add(str(key))
    before = len(flat.groups)
    kept = [key for key in range(before) if str(key) not in gone]
    numbers = {str(old): str(new) for new, old in enumerate(kept)}
    flat.rows = [row for row in flat.rows if within(row, before) not in gone]
    flat.groups = [flat.groups[key] for key in kept]
    for entry in (*flat.rows, *flat.groups):
        entry["within"] = numbers.get(within(entry, before), "")


def _fit(row: Fields) -> None:
    """Who compares something else begins with a way that fits it."""
    kind = KINDS.get(str(row.get("kind") or ""))
    if kind is None:
        return
    if row.get("was") not in {None, "", kind.code}:
        row["value"] = ""
    if str(row.get("op") or "") not in kind.operators:
        row["op"] = next(iter(kind.operators))
        row["value"] = ""


def _is_group(flat: Flat, group: int | None) -> bool:
    return group is None or 0 <= group < len(flat.groups)


def _holds_when(flat: Flat, group: int | None) -> str:
    return flat.holds_when if group is None else str(flat.groups[group].get("holds_when"))


def _named(group: int | None) -> str:
    return OUTERMOST if group is None else str(group)


def _last(flat: Flat) -> int:
    entries: Sequence[Fields] = (*flat.rows, *flat.groups)
    return max((place_of(one) for one in entries), default=-1)


_VERBS: dict[str, Callable[[Flat, int | None], None]] = {
    "condition": _add_row,
    "group": _add_group,
    "drop-row": _drop_row,
    "drop-group": _drop_group,
}
