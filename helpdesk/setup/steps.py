"""What is left to do, read from what exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from channels_in.models import Connection
from channels_in.problems import cannot_answer
from people.models import Agent, Calendar, Team
from routing.models import SlaPolicy
from tickets.models import Channel


@dataclass(slots=True)
class Step:
    key: str
    label: Promise
    done: str  # what there is; empty while there is nothing
    minutes: int
    is_now: bool = False

    @property
    def state(self) -> str:
        if self.done:
            return "done"
        return "now" if self.is_now else "next"


def steps() -> list[Step]:
    found = [
        Step("owner", _("Create the owner account"), str(_("Done")), 1),
        Step("hours", _("Set office hours and holidays"), _first_name(Calendar.objects), 1),
        Step("team", _("Name your first team"), _first_name(Team.objects), 1),
        Step("channel", _("Connect your first channel"), _first_channel(), 5),
        Step("agents", _("Invite your team"), _colleagues(), 2),
        Step(
            "promises",
            _("Choose response times"),
            _first_name(SlaPolicy.objects.filter(targets__isnull=False)),
            2,
        ),
    ]
    for step in found:
        if not step.done:
            step.is_now = True
            break
    return found


def _first_name(rows: Any) -> str:
    return str(rows.order_by("pk").values_list("name", flat=True).first() or "")


def _first_channel() -> str:
    """What comes in could not be answered: said here, before a customer has written."""
    connections = Connection.objects.select_related("channel").order_by("channel")
    silent = [one.channel.name for one in connections if one.channel.is_active and cannot_answer(one)]
    if silent and len(silent) == Channel.objects.filter(is_active=True).count():
        return _("%(name)s, which cannot answer yet") % {"name": silent[0]}
    return _first_name(Channel.objects)


def _colleagues() -> str:
    others = Agent.objects.filter(Q(is_active=True)).count() - 1
    return ngettext("%(n)s colleague", "%(n)s colleagues", others) % {"n": others} if others > 0 else ""
