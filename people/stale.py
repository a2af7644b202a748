from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from events.models import ActorKind, Event
from people.models import Agent

WHAT = {"slapolicy": "sla_policy", "routingrule": "rule", "priorityscheme": "priority_scheme"}


class StaleRow(Exception):
    """Somebody else changed it since; `row` is how it is now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(f"{row._meta.label} {row.pk} has changed")
        self.row = row

    @property
    def words(self) -> str:
        who = who_changed(self.row)
        if not who:
            return _("Somebody else changed this in the meantime. Look at it again before you save.")
        return _("%(name)s changed this in the meantime. Look at it again before you save.") % {"name": who}


def who_changed(row: models.Model) -> str:
    """Who did it last; empty where no person is known for it."""
    last = Event.objects.filter(_changes_of(row)).order_by("-pk").first()
    if last is None or last.actor_kind != ActorKind.AGENT:
        return ""
    return Agent.objects.filter(pk=last.actor_id).values_list("name", flat=True).first() or ""


def _changes_of(row: models.Model) -> Q:
    name = str(row._meta.model_name)
    if name in {"agent", "shift"}:  # a shift is known by its agent
        return Q(kind="agent.changed", agent_id=row.pk)
    if name == "team":  # who joins, leaves or returns changes their team as well
        members = Q(kind="agent.changed", data__teams__contains=[row.pk])
        return Q(kind="team.changed", data__team=row.pk) | members
    if name in {"organisation", "calendar"}:
        return Q(kind=f"{name}.changed", **{f"data__{name}": row.pk})
    return Q(kind="config.changed", data__what=WHAT.get(name, name), data__id=row.pk)
