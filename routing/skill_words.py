"""What skills a ticket asks for, and what somebody lacks of them, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.marks.times import clock_time, day_and_time
from people.models import Skill
from routing.models import Decision
from routing.needs import asked_by, terms_of
from routing.skills import as_it_stands
from tickets.models import Ticket

SOURCES = {"category": gettext_lazy("Topic"), "language": gettext_lazy("Language")}
Names = Mapping[int, str]


def asked_of(ticket: Ticket, assignment: Decision | None, *, now: datetime) -> list[Mapping[str, Any]]:
    """As the decision says that gave it away; while it waits, as it stands now."""
    if ticket.assignee_id is not None or not ticket.is_active or ticket.team_id is None:
        return list(assignment.inputs.get("skills", [])) if assignment else []
    since = ticket.waiting_since or ticket.created_at
    asked = asked_by(ticket, terms_of(ticket.team_id))
    return [as_it_stands(one, since=since, at=now).as_data() for one in asked]


def names_of(asked: Iterable[Mapping[str, Any]], candidates: Iterable[Mapping[str, Any]]) -> Names:
    wanted = {one["skill"] for one in asked}
    wanted |= {lack["skill"] for one in candidates for lack in one.get("lacks", [])}
    return dict(Skill.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def asked_words(asked: Iterable[Mapping[str, Any]], names: Names) -> Iterator[tuple[SafeString, str]]:
    """Each with where it comes from."""
    for one in asked:
        yield _line(one, names.get(one["skill"], f"#{one['skill']}")), str(SOURCES.get(one["source"], ""))


def lacks_words(considered: Mapping[str, Any], names: Names) -> str:
    """ "English 1 of 3": what they have of what it takes."""
    found = [
        _("%(skill)s %(has)s of %(asks)s")
        % {"skill": names.get(lack["skill"], f"#{lack['skill']}"), "has": lack["has"], "asks": lack["asks"]}
        for lack in considered.get("lacks", [])
    ]
    return ", ".join(found)


def _line(one: Mapping[str, Any], name: str) -> SafeString:
    given = {"skill": name, "level": one["level"], "asked": one["asked"]}
    if not one["level"]:
        return format_html(_("Needed <b>{skill} {asked}</b>; after this wait anybody will do"), **given)
    if one["level"] < one["asked"]:
        said = format_html(_("Needs <b>{skill} {level}</b> by now, {asked} at first"), **given)
    else:
        said = format_html(_("Needs <b>{skill} {level}</b> or better"), **given)
    return format_html("{}{}", said, _then(one))


def _then(one: Mapping[str, Any]) -> str:
    if not one.get("next_at"):
        return ""
    at = datetime.fromisoformat(one["next_at"])
    near = abs((at - datetime.now(tz=at.tzinfo)).total_seconds()) < 12 * 3600
    when = clock_time(at) if near else day_and_time(at)
    if one["next_level"]:
        return _("; from %(when)s on %(level)s will do") % {"when": when, "level": one["next_level"]}
    return _("; from %(when)s on anybody will do") % {"when": when}
