from __future__ import annotations

from collections.abc import Iterator

from analytics.actions.save_plan import FIELDS, save_plan
from analytics.models import SurveyPlan
from events.actors import Actor
from helpdesk.config.references import find
from helpdesk.config.section import Entry, Section
from tickets.models import Channel


class Surveys(Section):
    """Named by their channel."""

    name = "surveys"
    key = "channel"
    fields = FIELDS

    def entries(self) -> Iterator[Entry]:
        for plan in SurveyPlan.objects.select_related("channel").order_by("channel__name"):
            yield {"channel": plan.channel.name, **{field: getattr(plan, field) for field in FIELDS}}

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        channel = find(Channel, entry["channel"], where=f"surveys.{entry['channel']}")
        fields = {field: value for field, value in entry.items() if field in FIELDS}
        save_plan(channel, by=by, **fields)
