"""Customers and organisations change; a tier that changes is told for each who waits for us."""

import pytest

from events import actors
from events.models import Event
from events.reactions import react
from people.actions.change_customer import change_customer
from people.actions.save_organisation import change_organisation, create_organisation
from people.models import Customer
from people.refusals import Refused
from people.stale import StaleRow
from tests.builders import a_customer, a_ticket
from tickets.actions.resolve import resolve

pytestmark = pytest.mark.django_db

BY = actors.SYSTEM


def tier_changes() -> list[tuple[int, str, str]]:
    events = Event.objects.filter(kind="customer.tier_changed").order_by("pk")
    return [(event.customer_id, event.data["from"], event.data["to"]) for event in events]


def test_a_tier_of_their_own_is_told():
    customer = a_customer()

    assert change_customer(customer, by=BY, own_tier="gold") == ["own_tier"]
    assert change_customer(customer, by=BY, own_tier="gold") == []

    assert tier_changes() == [(customer.pk, "standard", "gold")]


def test_joining_an_organisation_may_change_the_tier():
    customer = a_customer()
    gold = create_organisation(by=BY, name="Hotel Melati", tier="gold")

    change_customer(customer, by=BY, organisation=gold)

    assert tier_changes() == [(customer.pk, "standard", "gold")]


def test_another_name_changes_no_tier():
    change_customer(a_customer(), by=BY, name="Rina W.")

    assert tier_changes() == []
    assert Event.objects.get(kind="customer.changed").data["fields"] == ["name"]


def test_what_somebody_else_changed_since_is_not_overwritten():
    customer = a_customer()
    seen = customer.version
    change_customer(customer, by=BY, name="Rina W.", expected_version=seen)

    with pytest.raises(StaleRow) as stale:
        change_customer(customer, by=BY, name="R.", expected_version=seen)

    assert stale.value.row.name == "Rina W."
    assert stale.value.words
    assert Customer.objects.get().name == "Rina W."


def test_what_is_not_on_the_list_cannot_be_set():
    with pytest.raises(Refused, match="no_such_field"):
        change_customer(a_customer(), by=BY, version=99)


@pytest.mark.django_db(transaction=True)
def test_a_new_tier_of_an_organisation_reaches_those_of_its_people_who_wait_for_us():
    organisation = create_organisation(by=BY, name="Hotel Melati")
    waits, idle, done, own = (a_customer(organisation=organisation) for _ in range(4))
    change_customer(own, by=BY, own_tier="silver")
    Event.objects.filter(kind="customer.tier_changed").delete()
    stranger = a_customer()
    for customer in (waits, own, stranger):
        a_ticket(customer=customer)
    resolve(a_ticket(customer=done), by=BY)

    change_organisation(organisation, by=BY, tier="platinum")
    react("tickets.handlers.pass_tier_on")

    assert tier_changes() == [(waits.pk, "standard", "platinum")]
    assert idle.tickets.count() == 0
