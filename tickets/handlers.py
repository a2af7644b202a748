"""What tickets do about events from below: reached through helpdesk/subscribers.py."""

from __future__ import annotations

from contextlib import suppress

from django.db.models import Exists, OuterRef

from events import actors
from events.models import ActorKind, Event
from people.actions.change_customer import record_tier
from people.models import Customer
from people.same_person import are_kept_apart
from tickets.actions.join_customers import join_customers
from tickets.actions.note_tier import note_tier
from tickets.actions.show_customer import show_customer
from tickets.actions.tell_parent import RESOLVED, tell_parent
from tickets.models import Joining, Ticket
from tickets.refusals import Refused


def show_customer_anew(event: Event) -> None:
    if event.customer_id:
        show_customer(event.customer_id, speaks_anew="language" in event.data.get("fields", ()))


def tell_tier(event: Event) -> None:
    if event.customer_id:
        by = actors.Actor(
            kind=ActorKind(event.actor_kind), id=event.actor_id, cause_kind="event", cause_id=event.pk
        )
        note_tier(event.customer_id, former=event.data["from"], tier=event.data["to"], by=by)


def join_same_person(event: Event) -> None:
    """Strong ids of one person: they are one customer, the older of the two. It can be undone, and then it
    is not done again.
    """
    pair = Customer.objects.filter(pk__in=[event.customer_id, event.data["twin"]], joined_into=None)
    older, younger = (*pair.order_by("pk"), None, None)[:2]
    if older and younger and not are_kept_apart(older.pk, younger.pk):
        with suppress(Refused):  # somebody was faster
            join_customers(
                younger, into=older, by=actors.system("event", event.pk), reason=Joining.Reason.SAME_PERSON
            )


def pass_tier_on(event: Event) -> None:
    """An organisation counts for more or less: so do its people who have no tier of their own."""
    active = Ticket.objects.active().filter(customer=OuterRef("pk"))
    people = Customer.objects.filter(organisation_id=event.data["organisation"], own_tier="")
    for pk in people.filter(Exists(active)).order_by("pk").values_list("pk", flat=True):
        record_tier(pk, event.data["from"], event.data["to"], by=actors.system("event", event.pk))


def is_of_a_customer(event: Event) -> bool:
    """Not of an internal ticket, whose parent somebody waits on."""
    return "parent" not in event.data


def tell_whoever_escalated(event: Event) -> None:
    """The other function is done with what it was asked, or not done after all."""
    child = Ticket.objects.select_related("parent").get(pk=event.ticket_id or 0)
    by = actors.Actor(
        kind=ActorKind(event.actor_kind), id=event.actor_id, cause_kind="event", cause_id=event.pk
    )
    agent_id = event.actor_id if event.actor_kind == ActorKind.AGENT else None
    kind = RESOLVED if event.kind == "ticket.resolved" else "escalation.reopened"
    tell_parent(child, kind, by=by, agent_id=agent_id)
