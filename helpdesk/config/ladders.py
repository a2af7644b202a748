"""The ladder of a policy in the file: agents by their address, teams by their name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from helpdesk.config.references import find
from people.models import Agent, Team

NAMED: dict[str, tuple[type[models.Model], str]] = {
    "notify_agent": (Agent, "email"),
    "assign_agent": (Agent, "email"),
    "set_team": (Team, "name"),
}


def ladder_by_name(ladder: list[Any]) -> list[Any]:
    """What is gone is left out: a file that names it could not be applied."""

    def name(model: type[models.Model], field: str, key: Any) -> Any:
        return model._default_manager.filter(pk=key).values_list(field, flat=True).first()

    return [step for step in (_step(step, name) for step in ladder) if step["do"]]


def ladder_by_id(ladder: Any, *, where: str) -> Any:
    """What is no ladder is left for the action to refuse."""
    if not isinstance(ladder, list):
        return ladder

    def key(model: type[models.Model], field: str, name: Any) -> Any:
        return find(model, name, where=where, field=field).pk

    return [_step(step, key) for step in ladder]


def _step(step: Any, change: Callable[[type[models.Model], str, Any], Any]) -> Any:
    if not isinstance(step, dict) or not isinstance(step.get("do"), list):
        return step
    found = [_action(action, change) for action in step["do"]]
    return {**step, "do": [action for action in found if action is not None]}


def _action(action: Any, change: Callable[[type[models.Model], str, Any], Any]) -> Any:
    named = NAMED.get(str(action.get("do"))) if isinstance(action, dict) else None
    if named is None or action.get("to") is None:
        return action
    to = change(*named, action["to"])
    return None if to is None else {**action, "to": to}
