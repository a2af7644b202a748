from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.section import Entry, Section
from people.actions.save_organisation import change_organisation, create_organisation, tidy
from people.models import Organisation


class Organisations(Section):
    name = "organisations"
    key = "name"
    fields = ("tier", "domains")

    def entries(self) -> Iterator[Entry]:
        for organisation in Organisation.objects.all():
            yield {
                "name": organisation.name,
                "tier": organisation.tier,
                "domains": list(organisation.domains),
            }

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        if is_new:
            create_organisation(by=by, **entry)
        else:
            change_organisation(Organisation.objects.get(name=entry["name"]), by=by, **entry)

    def canonical(self, entry: Entry) -> Entry:
        return tidy({**entry, "domains": entry["domains"] or []}) if "domains" in entry else entry
