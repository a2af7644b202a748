"""What a rule may do: one line per kind. Here it is data only; the pipeline applies it to the ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from helpdesk.lib.faults import Fault, FaultyData, join_path
from routing.conditions.asked import check_id, check_text
from routing.conditions.kinds import PRIORITIES

MAX_ACTIONS = 20
MAX_TEXT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionKind:
    code: str
    sets: str  # the field of the outcome and of the snapshot
    check: Callable[[object], str]
    choices: tuple[str, ...] = ()
    adds: bool = False  # to what earlier rules gave, where the others are settled by the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    kind: ActionKind
    to: Any

    def as_data(self) -> dict[str, Any]:
        return {"do": self.kind.code, "to": self.to}


ACTION_KINDS: dict[str, ActionKind] = {
    kind.code: kind
    for kind in (
        ActionKind(code="set_category", sets="category", check=check_text),
        ActionKind(code="set_priority", sets="priority", check=check_text, choices=PRIORITIES),
        ActionKind(code="set_team", sets="team", check=check_id),
        ActionKind(code="add_tag", sets="tags", check=check_text, adds=True),
    )
}


def check_actions(data: object) -> list[Fault]:
    if not isinstance(data, list):
        return [Fault(code="not_a_list")]
    if not data:
        return [Fault(code="empty")]
    if len(data) > MAX_ACTIONS:
        return [Fault(code="too_many", params={"most": MAX_ACTIONS})]
    faults = [fault for number, entry in enumerate(data) for fault in _entry(entry, number)]
    return faults or _twice(data)


def parse_actions(data: object) -> tuple[Action, ...]:
    """The actions of a stored rule. Raises FaultyData with everything that is wrong."""
    if faults := check_actions(data):
        raise FaultyData(faults)
    entries: Any = data
    return tuple(Action(kind=ACTION_KINDS[entry["do"]], to=_clean(entry["to"])) for entry in entries)


def _entry(entry: object, number: int) -> Iterator[Fault]:
    if not isinstance(entry, dict):
        yield Fault(code="not_an_action", path=str(number))
        return
    for key in sorted(str(key) for key in entry.keys() - {"do", "to"}):
        yield Fault(code="key_unknown", path=join_path(number, key))
    code = entry.get("do")
    kind = ACTION_KINDS.get(code) if isinstance(code, str) else None
    if kind is None:
        yield Fault(code="kind_unknown", path=join_path(number, "do"), params={"known": list(ACTION_KINDS)})
    else:
        yield from check_value(entry.get("to"), kind, join_path(number, "to"))


def check_value(value: object, kind: ActionKind, path: str) -> Iterator[Fault]:
    if value is None:
        yield Fault(code="missing", path=path)
    elif code := kind.check(value):
        yield Fault(code=code, path=path)
    elif kind.choices and value not in kind.choices:
        yield Fault(code="choice_unknown", path=path, params={"known": list(kind.choices)})
    elif isinstance(value, str) and len(value) > MAX_TEXT:
        yield Fault(code="text_too_long", path=path, params={"most": MAX_TEXT})


def _twice(data: list[Any]) -> list[Fault]:
    """A rule that sets one thing to two values cannot be meant."""
    seen: set[str] = set()
    faults = []
    for number, entry in enumerate(data):
        kind = ACTION_KINDS[entry["do"]]
        if not kind.adds and kind.sets in seen:
            faults.append(Fault(code="set_twice", path=join_path(number, "do"), params={"do": kind.code}))
        seen.add(kind.sets)
    return faults


def _clean(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
