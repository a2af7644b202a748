from __future__ import annotations

from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.changing import apply, lock, refuse_twin, refuse_unknown
from people.mail_domains import refuse_domains
from people.models import Organisation

FIELDS = ("name", "tier", "domains")


@transaction.atomic
def create_organisation(*, by: Actor, **fields: Any) -> Organisation:
    refuse_unknown(fields, FIELDS)
    organisation = Organisation(**tidy(fields))
    refuse_domains(organisation.domains, of=Organisation())
    refuse_twin(Organisation(), fields)
    organisation.full_clean()
    organisation.save()
    record("organisation.changed", by=by, organisation=organisation.pk)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, by: Actor, expected_version: int | None = None, **fields: Any
) -> list[str]:
    """The names of what changed. A new tier reaches its people one by one: tickets/handlers.py."""
    lock(organisation, expected_version=expected_version)
    refuse_twin(organisation, fields)
    former, fields = organisation.tier, tidy(fields)
    refuse_domains(fields.get("domains", ()), of=organisation)
    changed = apply(organisation, fields, known=FIELDS)
    if changed:
        record("organisation.changed", by=by, organisation=organisation.pk)
    if "tier" in changed:
        data: dict[str, Any] = {"from": former, "to": organisation.tier}
        record("organisation.tier_changed", by=by, organisation=organisation.pk, **data)
    return changed


def tidy(fields: dict[str, Any]) -> dict[str, Any]:
    if "domains" in fields:
        domains = {domain.strip().lower().lstrip("@") for domain in fields["domains"]}
        return {**fields, "domains": sorted(domains - {""})}
    return fields
