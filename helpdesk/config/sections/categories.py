from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.references import find
from helpdesk.config.section import Entry, Section
from people.models import Skill, Team
from tickets.actions.save_category import change_category, create_category
from tickets.models import Category


class Categories(Section):
    name = "categories"
    key = "key"
    fields = ("name", "name_en", "team", "skill", "skill_level", "points", "examples", "is_active")

    def entries(self) -> Iterator[Entry]:
        for category in Category.objects.select_related("team", "skill").order_by("key"):
            yield {
                "key": category.key,
                "name": category.name,
                "name_en": category.name_en,
                "team": category.team and category.team.name,
                "skill": category.skill and category.skill.name,
                "skill_level": category.skill_level,
                "points": category.points,
                "examples": category.examples,
                "is_active": category.is_active,
            }

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        fields = dict(entry)
        if "team" in fields:
            fields["team"] = find(Team, fields["team"], where=f"categories.{entry['key']}.team")
        if "skill" in fields:
            fields["skill"] = find(Skill, fields["skill"], where=f"categories.{entry['key']}.skill")
        if is_new:
            create_category(by=by, **fields)
        else:
            change_category(Category.objects.get(key=fields.pop("key")), by=by, **fields)
