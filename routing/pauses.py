"""Which teams are given no work for now."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from helpdesk.marks.times import day_and_time
from routing.models import RoutingPause


def pause_of(team_id: int) -> RoutingPause | None:
    """The one that holds now. One whose time has come holds until it has been ended, a second later."""
    return RoutingPause.objects.filter(team=team_id, ended_at=None).select_related("by").first()


def pauses_of(teams: Iterable[int]) -> dict[int, RoutingPause]:
    holding = RoutingPause.objects.filter(team__in=list(teams), ended_at=None).select_related("by")
    return {pause.team_id: pause for pause in holding}


def pause_words(team_id: int) -> str:
    """Who paused it, until when and why; nothing if it is not."""
    pause = pause_of(team_id)
    if pause is None:
        return ""
    said = {"by": pause.by.name, "reason": pause.reason}
    if pause.until is None:
        return _("Routing to this team is paused by %(by)s: %(reason)s") % said
    return _("Routing to this team is paused until %(at)s by %(by)s: %(reason)s") % {
        **said,
        "at": day_and_time(pause.until),
    }
