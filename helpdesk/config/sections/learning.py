from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.section import Entry, Section
from routing.actions.save_threshold import save_threshold
from routing.models import Subject, Threshold
from routing.models.learned_version import USUAL


class Learning(Section):
    """From when on what was learned is used by itself: one entry for each subject there is."""

    name = "learning"
    key = "subject"
    fields = ("percent", "is_on")

    def entries(self) -> Iterator[Entry]:
        rows = {row.subject: row for row in Threshold.objects.all()}
        for subject in Subject:
            row = rows.get(subject.value)
            yield {
                "subject": subject.value,
                "percent": row.percent if row else USUAL[subject],
                "is_on": row.is_on if row else True,
            }

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        there = next((one for one in self.entries() if one["subject"] == entry["subject"]), {})
        fields = there | entry
        save_threshold(fields.pop("subject"), by=by, **fields)
