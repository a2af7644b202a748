from __future__ import annotations

from django.db import transaction

from channels_in.mail import cleaning
from channels_in.models import NameFetch
from events import actors
from people.actions.change_customer import change_customer
from people.models import Identity


@transaction.atomic
def note_name(row: NameFetch, *, name: str) -> None:
    """It fills what is empty: somebody here, or they themselves, may have said it better meanwhile."""
    found = Identity.objects.filter(kind=row.channel.kind, address=row.address).select_related("customer")
    called = cleaning.display_name(name)
    if called and (identity := found.first()) and not identity.customer.name:
        customer = identity.customer
        by = actors.system("name_fetch", row.pk)
        change_customer(customer, by=by, name=called, expected_version=customer.version)
