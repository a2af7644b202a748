"""Names for people, ids for rules: channels, teams and organisations in conditions and actions."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from people.models import Organisation, Team
from tickets.models import Channel

NAMED: Mapping[str, type[models.Model]] = {
    "channel": Channel,
    "team": Team,
    "previous.team": Team,
    "organisation": Organisation,
    "set_team": Team,
}


class UnknownName(ValueError):
    def __init__(self, model: type[models.Model], name: object) -> None:
        super().__init__(f"There is no {model._meta.verbose_name} “{name}”.")
        self.name = name


def id_of(kind: str, name: object) -> object:
    """The id behind the name, where the kind wants ids; else the name itself. Raises UnknownName."""
    model = NAMED.get(kind)
    if model is None:
        return name
    found = model._default_manager.filter(name=name).values_list("pk", flat=True).first()
    if found is None:
        raise UnknownName(model, name)
    return found


def name_of(kind: str, key: object) -> str:
    model = NAMED.get(kind)
    if model is None:
        return str(key)
    return str(model._default_manager.filter(pk=key).first() or f"#{key}")
