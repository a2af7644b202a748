from __future__ import annotations

from typing import Any

from django.db import transaction

from channels_in.mail import cleaning
from channels_in.models import NameFetch
from events import actors
from people.actions.change_customer import change_customer
from people.models import Identity


@transaction.atomic
def note_name(row: NameFetch, *, name: str, language: str = "") -> None:
    """It fills what is empty: somebody here, or they themselves, may have said it better meanwhile."""
    found = Identity.objects.filter(kind=row.channel.kind, address=row.address).select_related("customer")
    if identity := found.first():
        customer = identity.customer
        fields: dict[str, Any] = {"name": cleaning.display_name(name), "language": language}
        fields = {field: said for field, said in fields.items() if said and not getattr(customer, field)}
        by = actors.system("name_fetch", row.pk)
        change_customer(customer, by=by, expected_version=customer.version, **fields)
