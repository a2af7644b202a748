from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.section import Entry, Section
from routing.actions.save_threshold import save_threshold
from routing.models import Threshold


class Learning(Section):
    """From when on what was learned is used by itself: one entry for each subject there is."""

    name = "learning"
    key = "subject"
    fields = ("percent", "is_on")

    def entries(self) -> Iterator[Entry]:
        for row in Threshold.of_all().values():
            yield {"subject": row.subject, "percent": row.percent, "is_on": row.is_on}

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        there = next((one for one in self.entries() if one["subject"] == entry["subject"]), {})
        fields = there | entry
        save_threshold(fields.pop("subject"), by=by, **fields)
