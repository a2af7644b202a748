"""A promise as it was: what is kept of a policy, and the policy and targets that say it again."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.utils.translation import gettext_lazy as _

from people.models import Calendar
from routing.models import SlaPolicy

WORDS = {
    "name": _("Name"),
    "is_active": _("In use"),
    "is_internal": _("Between our own teams"),
    "conditions": _("For whom"),
    "targets": _("Minutes of working time"),
    "calendar": _("Opening hours"),
    "ladder": _("Ladder"),
    "pauses_while_pending": _("Standing still"),
    "pauses_while_on_hold": _("Standing still"),
    "on_change": _("Changes"),
}
PLAIN = tuple(name for name in WORDS if name not in ("targets", "calendar"))


def said_by(policy: SlaPolicy) -> dict[str, Any]:
    """All that counts but its place among the others; targets read anew."""
    targets = policy.targets.order_by("metric", "priority").values_list("metric", "priority", "minutes")
    fields = {name: getattr(policy, name) for name in PLAIN}
    return {**fields, "calendar": policy.calendar_id, "targets": [list(one) for one in targets]}


def as_it_was(policy: SlaPolicy, said: Mapping[str, Any]) -> SlaPolicy:
    """Not to be saved: the policy with what it said then. Opening hours that are gone stay those of now."""
    was = copy(policy)
    for name in PLAIN:
        setattr(was, name, said[name])
    calendar = said["calendar"]
    if calendar is None or Calendar.objects.filter(pk=calendar).exists():
        was.calendar_id = calendar
    return was


def targets_of(said: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    return {(metric, priority): minutes for metric, priority, minutes in said["targets"]}
