from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.section import Entry, Section
from people.actions.save_skill import change_skill, create_skill
from people.models import Skill


class Skills(Section):
    """Who has them stands with the agents."""

    name = "skills"
    key = "name"
    fields = ("language", "steps", "is_active")

    def entries(self) -> Iterator[Entry]:
        yield from Skill.objects.values("name", *self.fields)

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        if is_new:
            create_skill(by=by, **entry)
        else:
            change_skill(Skill.objects.get(name=entry["name"]), by=by, **entry)
