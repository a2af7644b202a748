"""The ladder of a policy: what happens at which moment of its clocks. Pure.

Stored as [{"percent": 75, "do": [{"do": "notify_holder"}]}, {"of": "resolution", "minutes_after": 30, …}].
`of`: which promise; without it, of each. Exactly one of percent (100: when it is due), minutes_before and
minutes_after says when. A clock holds its moments; what is done then is what the policy says at that time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from helpdesk.lib.faults import Fault, FaultyData, join_path
from routing.ladder_kinds import STEP_KINDS, StepKind
from routing.rule_actions import check_value
from routing.thresholds import BREACH, MAX_MINUTES

METRICS = ("first_response", "next_response", "resolution")
WHEN = ("percent", "minutes_before", "minutes_after")
MAX_STEPS = 20
MAX_ACTIONS = 10


@dataclass(frozen=True, slots=True)
class StepAction:
    do: str
    to: Any = None

    @property
    def kind(self) -> StepKind:
        return STEP_KINDS[self.do]

    def as_data(self) -> dict[str, Any]:
        return {"do": self.do} if self.to is None else {"do": self.do, "to": self.to}


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep:
    point: int  # as in routing/thresholds.py
    actions: tuple[StepAction, ...]
    of: str = ""  # a metric; "" for each


Ladder = tuple[LadderStep, ...]


def parse_ladder(data: object) -> Ladder:
    """The steps of a stored ladder. Raises FaultyData with everything that is wrong."""
    if faults := check_ladder(data):
        raise FaultyData(faults)
    entries: Any = data
    return tuple(
        LadderStep(
            point=point_of(entry),
            actions=tuple(StepAction(action["do"], _clean(action.get("to"))) for action in entry["do"]),
            of=entry.get("of", ""),
        )
        for entry in entries
    )


def points_of(ladder: Ladder, metric: str) -> tuple[int, ...]:
    """The moments that a clock waits for besides its breach."""
    found = {step.point for step in ladder if step.of in {"", metric}}
    return tuple(sorted(found - {BREACH}))


def actions_at(ladder: Ladder, metric: str, point: int) -> tuple[StepAction, ...]:
    """What is done then, each thing once."""
    steps = (step for step in ladder if step.point == point and step.of in {"", metric})
    return tuple(dict.fromkeys(action for step in steps for action in step.actions))


def simple_ladder(points: Sequence[int]) -> list[dict[str, Any]]:
    """Who has the ticket and who leads its team hear of each of these moments, and of the breach."""
    told = [{"do": "notify_holder"}, {"do": "notify_leads"}]
    return in_order({**moment_of(point), "do": list(told)} for point in dict.fromkeys([*points, BREACH]))


def in_order(entries: Any) -> list[dict[str, Any]]:
    """As time passes, as far as that can be said of percents and minutes: all of an unknown target."""
    return sorted(entries, key=lambda entry: (_group(point_of(entry)), point_of(entry), entry.get("of", "")))


def point_of(entry: dict[str, Any]) -> int:
    if "percent" in entry:
        return int(entry["percent"])
    if "minutes_before" in entry:
        return -int(entry["minutes_before"])
    return BREACH + int(entry["minutes_after"])


def moment_of(point: int) -> dict[str, int]:
    """As stored, and as people read it."""
    if point > BREACH:
        return {"minutes_after": point - BREACH}
    return {"percent": point} if point > 0 else {"minutes_before": -point}


def check_ladder(data: object, *, path: str = "ladder") -> list[Fault]:
    if not isinstance(data, list):
        return [Fault(code="not_a_list", path=path)]
    if len(data) > MAX_STEPS:
        return [Fault(code="too_many", path=path, params={"most": MAX_STEPS})]
    faults = [fault for number, entry in enumerate(data) for fault in _step(entry, join_path(path, number))]
    return faults or list(_twice(data, path))


def _step(entry: object, path: str) -> Iterator[Fault]:
    if not isinstance(entry, dict):
        yield Fault(code="not_an_object", path=path)
        return
    for key in sorted(str(key) for key in entry.keys() - {"of", "do", *WHEN}):
        yield Fault(code="key_unknown", path=join_path(path, key))
    if entry.get("of", "") not in {"", *METRICS}:
        yield Fault(code="choice_unknown", path=join_path(path, "of"), params={"known": list(METRICS)})
    yield from _moment(entry, path)
    actions = entry.get("do")
    if not isinstance(actions, list) or not actions:
        yield Fault(code="step_does_nothing", path=join_path(path, "do"))
    elif len(actions) > MAX_ACTIONS:
        yield Fault(code="too_many", path=join_path(path, "do"), params={"most": MAX_ACTIONS})
    else:
        yield from _actions(actions, join_path(path, "do"))


def _moment(entry: dict[str, Any], path: str) -> Iterator[Fault]:
    said = [name for name in WHEN if name in entry]
    if len(said) != 1:
        yield Fault(code="step_without_moment", path=path)
        return
    value, most = entry[said[0]], BREACH if said[0] == "percent" else MAX_MINUTES
    if isinstance(value, bool) or not isinstance(value, int):
        yield Fault(code="not_a_number", path=join_path(path, said[0]))
    elif not 1 <= value <= most:
        yield Fault(code="number_out_of_range", path=join_path(path, said[0]), params={"most": most})


def _actions(actions: list[object], path: str) -> Iterator[Fault]:
    settled: set[str] = set()
    for number, action in enumerate(actions):
        where = join_path(path, number)
        code = action.get("do") if isinstance(action, dict) else None
        kind = STEP_KINDS.get(code) if isinstance(code, str) else None
        if not isinstance(action, dict) or kind is None:
            yield Fault(code="kind_unknown", path=where, params={"known": list(STEP_KINDS)})
            continue
        for key in sorted(str(key) for key in action.keys() - {"do", "to"}):
            yield Fault(code="key_unknown", path=join_path(where, key))
        if kind.asks:
            yield from check_value(action.get("to"), kind.asks, join_path(where, "to"))
        elif action.get("to") is not None:
            yield Fault(code="value_not_wanted", path=join_path(where, "to"))
        if kind.sets and kind.sets in settled:
            yield Fault(code="set_twice", path=where, params={"do": kind.code})
        settled.add(kind.sets)


def _twice(data: list[Any], path: str) -> Iterator[Fault]:
    seen = set()
    for number, entry in enumerate(data):
        key = entry.get("of", ""), point_of(entry)
        if key in seen:
            yield Fault(code="step_twice", path=join_path(path, number))
        seen.add(key)


def _group(point: int) -> int:
    """Percents, then minutes before the end, then the end, then what comes after."""
    if point >= BREACH:
        return 2
    return 0 if point > 0 else 1


def _clean(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
