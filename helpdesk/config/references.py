"""Names in the file, ids in the database; secrets by reference, never by value."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import models

from helpdesk.config.document import ConfigProblem
from routing.named import BY_ID

LONGEST_SECRET = 10_000


def find(model: type[models.Model], name: Any, *, where: str, field: str = "name") -> Any:
    """The row of that name; None for none."""
    if name is None:
        return None
    row = model._default_manager.filter(**{field: name}).first()
    if row is None:
        raise ConfigProblem(where, f"There is no {model._meta.verbose_name} “{name}”.")
    return row


def conditions_by_name(tree: Any) -> Any:
    return _walk(tree, lambda model, key: str(model._default_manager.get(pk=key)))


def conditions_by_id(tree: Any, *, where: str) -> Any:
    return _walk(tree, lambda model, name: find(model, name, where=where).pk)


def actions_by_name(actions: list[Any]) -> list[Any]:
    return [_action(action, lambda model, key: str(model._default_manager.get(pk=key))) for action in actions]


def actions_by_id(actions: Any, *, where: str) -> Any:
    if not isinstance(actions, list):
        return actions
    return [_action(action, lambda model, name: find(model, name, where=where).pk) for action in actions]


def _walk(tree: Any, change: Callable[[type[models.Model], Any], Any]) -> Any:
    if isinstance(tree, list):
        return [_walk(branch, change) for branch in tree]
    if not isinstance(tree, dict):
        return tree
    model = BY_ID.get(str(tree.get("kind")).removeprefix("previous."))
    if model and "value" in tree:
        value = tree["value"]
        named = [change(model, one) for one in value] if isinstance(value, list) else change(model, value)
        return {**tree, "value": named}
    return {key: _walk(branch, change) for key, branch in tree.items()}


def _action(action: Any, change: Callable[[type[models.Model], Any], Any]) -> Any:
    model = BY_ID.get(str(action.get("do"))) if isinstance(action, dict) else None
    return {**action, "to": change(model, action["to"])} if model and "to" in action else action


def secret_reference(*words: str) -> dict[str, str]:
    """What an export prints in a secret's place: the environment variable that may hold it."""
    return {"env": re.sub(r"[^A-Z0-9]+", "_", "_".join(words).upper()).strip("_")}


def read_secret(reference: Any, *, where: str) -> str | None:
    """The secret behind {env: NAME} or {file: PATH}; None if the environment does not have it."""
    if not isinstance(reference, dict) or reference.keys() not in ({"env"}, {"file"}):
        raise ConfigProblem(where, "Name a secret by {env: VARIABLE} or {file: /path}, never by its value.")
    if "env" in reference:
        return os.environ.get(str(reference["env"]))
    try:
        return Path(str(reference["file"])).read_text()[:LONGEST_SECRET].strip()
    except OSError as error:
        raise ConfigProblem(where, f"The file of this secret cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:  # whose own words hold part of it
        raise ConfigProblem(where, "The file of this secret is not text in UTF-8.") from None
