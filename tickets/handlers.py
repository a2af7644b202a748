"""What tickets do about events from below: reached through helpdesk/subscribers.py."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from events import actors
from events.models import ActorKind, Event
from people.actions.change_customer import record_tier
from people.models import Customer
from tickets.actions.note_tier import note_tier
from tickets.actions.show_customer import show_customer
from tickets.models import Ticket


def show_customer_anew(event: Event) -> None:
    if event.customer_id:
        show_customer(event.customer_id, speaks_anew="language" in event.data.get("fields", ()))


def tell_tier(event: Event) -> None:
    if event.customer_id:
        by = actors.Actor(
            kind=ActorKind(event.actor_kind), id=event.actor_id, cause_kind="event", cause_id=event.pk
        )
        note_tier(event.customer_id, former=event.data["from"], tier=event.data["to"], by=by)


def pass_tier_on(event: Event) -> None:
    """An organisation counts for more or less: so do its people who have no tier of their own."""
    active = Ticket.objects.active().filter(customer=OuterRef("pk"))
    people = Customer.objects.filter(organisation_id=event.data["organisation"], own_tier="")
    for pk in people.filter(Exists(active)).order_by("pk").values_list("pk", flat=True):
        record_tier(pk, event.data["from"], event.data["to"], by=actors.system("event", event.pk))
