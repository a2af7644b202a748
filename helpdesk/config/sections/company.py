from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.section import Entry, Section
from people.actions.change_company import FIELDS, change_company
from people.models import Company
from routing.actions.save_priority_scheme import save_priority_scheme
from routing.models import PriorityScheme
from routing.priority_scheme import DEFAULT
from tickets.actions.set_channel_weights import set_channel_weights


class CompanySection(Section):
    name = "company"
    fields = FIELDS

    def entries(self) -> Iterator[Entry]:
        company = Company.objects.filter(pk=Company.ONLY).first()
        if company:
            yield {field: getattr(company, field) for field in FIELDS}

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        fields = dict(entry)
        weights = fields.pop("channel_weights", None)
        change_company(by=by, **fields)
        if weights is not None:
            set_channel_weights(weights, by=by)


class PrioritySection(Section):
    """The table of points, as a whole: what is given replaces what is there."""

    name = "priority"
    fields = ("weights",)

    def entries(self) -> Iterator[Entry]:
        scheme = PriorityScheme.objects.filter(pk=PriorityScheme.ONLY).first()
        yield {"weights": scheme.weights if scheme and scheme.weights else dict(DEFAULT)}

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        save_priority_scheme(entry["weights"], by=by)
