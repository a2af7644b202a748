"""What makes one set of rules another one. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

What = Literal["added", "removed", "changed", "moved"]
FIELDS = ("name", "is_active", "stops", "conditions", "actions")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    rule: int
    name: str
    what: What
    fields: tuple[str, ...] = ()  # of what changed


Entries = Sequence[Mapping[str, Any]]


def changes_between(old: Entries, new: Entries) -> list[RuleChange]:
    """In the order of the new set, what is gone behind it. Versions alone make no difference."""
    return list(_changes(old, new))


def _changes(old: Entries, new: Entries) -> Iterator[RuleChange]:
    before = {rule["id"]: rule for rule in old}
    after = {rule["id"]: rule for rule in new}
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    for key, rule in after.items():
        if key not in before:
            yield RuleChange(rule=key, name=rule["name"], what="added")
            continue
        if fields := tuple(field for field in FIELDS if rule[field] != before[key][field]):
            yield RuleChange(rule=key, name=rule["name"], what="changed", fields=fields)
        if key in moved:
            yield RuleChange(rule=key, name=rule["name"], what="moved")
    for key, rule in before.items():
        if key not in after:
            yield RuleChange(rule=key, name=rule["name"], what="removed")


def _moved(old: Sequence[int], new: Sequence[int]) -> set[int]:
    """The fewest that have to change places: those outside of the longest run that kept its order."""
    place = {key: n for n, key in enumerate(old)}
    ends: list[int] = []  # the smallest last place of a run of each length
    behind: dict[int, int | None] = {}
    last: list[int] = []
    for key in new:
        length = bisect_left(ends, place[key])
        behind[key] = last[length - 1] if length else None
        ends[length:] = [place[key], *ends[length + 1 :]]
        last[length:] = [key, *last[length + 1 :]]
    kept = set()
    key_kept = last[-1] if last else None
    while key_kept is not None:
        kept.add(key_kept)
        key_kept = behind[key_kept]
    return set(new) - kept
