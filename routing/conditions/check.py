"""What is wrong with conditions as somebody typed or imported them: every fault, with its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpdesk.lib.faults import Fault, join_path
from routing.conditions.kinds import KINDS, Kind
from routing.conditions.operators import MAX_VALUES, Operator

MAX_DEPTH = 6  # three groups within each other, each of them negated
MAX_CONDITIONS = 50

_GROUPS = ("all", "any")
_LEAF_KEYS = {"kind", "op", "value"}


def check_conditions(data: object) -> list[Fault]:
    if data == {}:
        return []
    faults = list(_node(data, "", 1))
    if not faults and _count(data) > MAX_CONDITIONS:
        faults.append(Fault(code="too_many", params={"most": MAX_CONDITIONS}))
    return faults


def _node(data: object, path: str, depth: int) -> Iterator[Fault]:
    if not isinstance(data, dict):
        yield Fault(code="not_a_condition", path=path)
    elif not {"all", "any", "not"} & data.keys():
        yield from _leaf(data, path)
    elif len(data) > 1:
        yield Fault(code="keys_do_not_mix", path=path, params={"keys": sorted(str(key) for key in data)})
    elif depth > MAX_DEPTH:
        yield Fault(code="too_deep", path=path, params={"most": MAX_DEPTH})
    elif "not" in data:
        yield from _node(data["not"], join_path(path, "not"), depth + 1)
    else:
        [(word, entries)] = data.items()
        yield from _group(entries, join_path(path, word), depth)


def _group(entries: object, path: str, depth: int) -> Iterator[Fault]:
    if not isinstance(entries, list):
        yield Fault(code="not_a_list", path=path)
    elif not entries:
        yield Fault(code="empty", path=path)
    else:
        for number, entry in enumerate(entries):
            yield from _node(entry, join_path(path, number), depth + 1)


def _leaf(data: dict[Any, Any], path: str) -> Iterator[Fault]:
    for key in sorted(str(key) for key in data.keys() - _LEAF_KEYS):
        yield Fault(code="key_unknown", path=join_path(path, key))
    kind = _look_up(KINDS, data.get("kind"))
    if kind is None:
        yield Fault(code="kind_unknown", path=join_path(path, "kind"), params={"known": list(KINDS)})
        return
    operator = _look_up(kind.operators, data.get("op"))
    if operator is None:
        yield Fault(
            code="operator_unknown", path=join_path(path, "op"), params={"known": list(kind.operators)}
        )
    elif operator.needs_value:
        yield from _value(data, kind, operator, join_path(path, "value"))
    elif data.get("value") is not None:
        yield Fault(code="value_not_wanted", path=join_path(path, "value"))


def _value(data: dict[Any, Any], kind: Kind, operator: Operator, path: str) -> Iterator[Fault]:
    value = data.get("value")
    if value is None:
        yield Fault(code="missing", path=path)
    elif not operator.is_list:
        yield from _entry(value, kind, operator, path)
    elif not isinstance(value, list):
        yield Fault(code="not_a_list", path=path)
    elif not value:
        yield Fault(code="empty", path=path)
    elif len(value) > MAX_VALUES:
        yield Fault(code="too_many", path=path, params={"most": MAX_VALUES})
    else:
        for number, entry in enumerate(value):
            yield from _entry(entry, kind, operator, join_path(path, number))


def _entry(value: object, kind: Kind, operator: Operator, path: str) -> Iterator[Fault]:
    if code := operator.check(value):
        yield Fault(code=code, path=path)
    elif kind.choices and value not in kind.choices:
        yield Fault(code="choice_unknown", path=path, params={"known": list(kind.choices)})


def _look_up(table: Any, key: object) -> Any:
    return table.get(key) if isinstance(key, str) else None


def _count(data: Any) -> int:
    if "not" in data:
        return _count(data["not"])
    return sum(_count(entry) for word in _GROUPS for entry in data.get(word, ())) or 1
