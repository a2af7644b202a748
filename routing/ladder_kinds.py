"""What a step of a ladder may do: some of what rules may, and what makes sense while time runs out. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from routing.conditions.asked import check_id, check_text
from routing.rule_actions import ACTION_KINDS, ActionKind

ROLES = ("agent", "admin")
FROM_RULES = ("set_team", "set_priority", "set_category", "add_tag")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepKind:
    code: str
    asks: ActionKind | None = None  # for what stands behind it; none: it says all
    tells: bool = False
    sets: str = ""  # two of a step that settle the same cannot both be meant


def _telling(code: str, asks: ActionKind | None = None) -> StepKind:
    return StepKind(code=code, asks=asks, tells=True)


def _of_rules(code: str) -> StepKind:
    kind = ACTION_KINDS[code]
    return StepKind(code=code, asks=kind, sets="" if kind.adds else kind.sets)


STEP_KINDS: dict[str, StepKind] = {
    kind.code: kind
    for kind in (
        _telling("notify_holder"),
        _telling("notify_leads"),
        _telling("notify_role", ActionKind(code="notify_role", sets="", check=check_text, choices=ROLES)),
        _telling("notify_agent", ActionKind(code="notify_agent", sets="", check=check_id)),
        StepKind(code="reassign", sets="assignee"),
        StepKind(
            code="assign_agent",
            asks=ActionKind(code="assign_agent", sets="assignee", check=check_id),
            sets="assignee",
        ),
        StepKind(code="raise_priority", sets="priority"),
        *map(_of_rules, FROM_RULES),
    )
}
