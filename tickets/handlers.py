"""What tickets do about events from below: reached through helpdesk/subscribers.py."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from events import actors
from events.models import Event
from people.actions.change_customer import record_tier
from people.models import Customer
from tickets.models import Ticket


def pass_tier_on(event: Event) -> None:
    """An organisation counts for more or less: so do its people who have no tier of their own."""
    active = Ticket.objects.active().filter(customer=OuterRef("pk"))
    people = Customer.objects.filter(organisation_id=event.data["organisation"], own_tier="")
    for pk in people.filter(Exists(active)).order_by("pk").values_list("pk", flat=True):
        record_tier(pk, event.data["from"], event.data["to"], by=actors.system("event", event.pk))
