"""Conditions as a form writes them: one list of rows and one of groups, each saying within which group it is.

The outermost group is none of the list: it is called "". Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpdesk.lib.whole_number import whole_number

OUTERMOST = ""

Fields = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Flat:
    """What forms begin with. `new`: the row that has just been added."""

    holds_when: str = "all"
    rows: list[Fields] = field(default_factory=list)
    groups: list[Fields] = field(default_factory=list)
    new: int | None = None


def flat(conditions: Mapping[str, Any]) -> Flat:
    """A lone condition, and a negated whole, come to stand in a group of all."""
    found = Flat()
    negates, whole = _peeled(conditions) if conditions else (False, {"all": []})
    if negates or "kind" in whole:
        _put(conditions, OUTERMOST, 0, found)
        return found
    found.holds_when, entries = _opened(whole)
    for place, entry in enumerate(entries):
        _put(entry, OUTERMOST, place, found)
    return found


def nested(holds_when: str, groups: Sequence[Fields], leaves: Sequence[Fields]) -> dict[str, Any]:
    """The conditions. Each of the leaves has `leaf`, each of both `within` and `place`; a group `negates`."""
    entries = _inside(OUTERMOST, groups, leaves)
    return {holds_when: entries} if entries else {}


def within(entry: Fields, number: int) -> str:
    """Its group, of those before `number`: never itself or one that comes later, whatever is said."""
    said = whole_number(str(entry.get("within") or ""))
    return str(said) if said is not None and 0 <= said < number else OUTERMOST


def place_of(entry: Fields) -> int:
    return whole_number(str(entry.get("place") or 0)) or 0


def in_order(entries: Sequence[tuple[Fields, Any]]) -> list[Any]:
    return [what for _entry, what in sorted(entries, key=lambda pair: place_of(pair[0]))]


def depth_of(group: str, groups: Sequence[Fields]) -> int:
    """1: the outermost."""
    depth = 1
    while group:
        group = within(groups[int(group)], int(group))
        depth += 1
    return depth


def _inside(group: str, groups: Sequence[Fields], leaves: Sequence[Fields]) -> list[dict[str, Any]]:
    found = [(one, one["leaf"]) for one in leaves if within(one, len(groups)) == group]
    for number, one in enumerate(groups):
        if within(one, number) == group:
            inner = {one["holds_when"]: _inside(str(number), groups, leaves)}
            found.append((one, {"not": inner} if one.get("negates") else inner))
    return in_order(found)


def _put(node: Mapping[str, Any], group: str, place: int, found: Flat) -> None:
    negates, inner = _peeled(node)
    here = {"within": group, "place": place, "negates": negates}
    if "kind" in inner:
        found.rows.append({**here, "leaf": dict(inner)})
        return
    holds_when, entries = _opened(inner)
    key = str(len(found.groups))
    found.groups.append({**here, "holds_when": holds_when})
    for number, entry in enumerate(entries):
        _put(entry, key, number, found)


def _peeled(node: Mapping[str, Any]) -> tuple[bool, Mapping[str, Any]]:
    """Without what negates it, and whether that is an odd number of times."""
    negates = False
    while "not" in node:
        negates, node = not negates, node["not"]
    return negates, node


def _opened(group: Mapping[str, Any]) -> tuple[str, list[Mapping[str, Any]]]:
    [(word, entries)] = group.items()
    return word, list(entries)
