from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.references import find
from helpdesk.config.section import Entry, Section
from people.actions.save_team import change_team, create_team
from people.models import Calendar, Team


class Teams(Section):
    name = "teams"
    key = "name"
    fields = (
        "colour",
        "calendar",
        "language_level",
        "affinity_minutes",
        "rests_after_hours",
        "offer_seconds",
        "is_active",
    )

    def entries(self) -> Iterator[Entry]:
        for team in Team.objects.select_related("calendar"):
            yield {
                "name": team.name,
                "colour": team.colour,
                "calendar": team.calendar and team.calendar.name,
                "language_level": team.language_level,
                "affinity_minutes": team.affinity_minutes,
                "rests_after_hours": team.rests_after_hours,
                "offer_seconds": team.offer_seconds,
                "is_active": team.is_active,
            }

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        fields = dict(entry)
        if "calendar" in fields:
            fields["calendar"] = find(Calendar, fields["calendar"], where=f"teams.{entry['name']}.calendar")
        if is_new:
            create_team(by=by, **fields)
        else:
            change_team(Team.objects.get(name=entry["name"]), by=by, **fields)
