"""The customer behind an address: one, however it is spelt and however many arrive at once."""

import pytest

from events import actors
from people.actions.save_organisation import create_organisation
from people.identity import identify
from people.models import Customer, Identity
from tests.together import at_once

pytestmark = pytest.mark.django_db


def test_a_new_address_makes_a_new_customer():
    customer = identify(kind="mail", address="rina@example.test", name="Rina")

    assert (customer.name, customer.identities.get().address) == ("Rina", "rina@example.test")


@pytest.mark.parametrize("spelt", ["rina@example.test", "Rina@Example.Test", " rina@example.test "])
def test_the_same_address_is_the_same_customer(spelt):
    customer = identify(kind="mail", address="rina@example.test")

    assert identify(kind="mail", address=spelt) == customer


def test_a_form_and_a_mail_of_one_address_are_one_person():
    assert identify(kind="form", address="rina@example.test") == identify(
        kind="mail", address="rina@example.test"
    )


def test_addresses_of_different_kinds_are_different_people():
    assert identify(kind="api", address="rina@example.test") != identify(
        kind="mail", address="rina@example.test"
    )


def test_a_name_that_comes_later_fills_an_empty_one_and_replaces_none():
    identify(kind="mail", address="rina@example.test")

    identify(kind="mail", address="rina@example.test", name="Rina Wijaya")
    identify(kind="mail", address="rina@example.test", name="Somebody Else")

    assert Customer.objects.get().name == "Rina Wijaya"


def test_who_writes_from_a_known_domain_belongs_to_its_organisation():
    organisation = create_organisation(
        by=actors.SYSTEM, name="Hotel Melati", tier="gold", domains=["@Melati.Example", " "]
    )

    customer = identify(kind="mail", address="budi@melati.example")

    assert organisation.domains == ["melati.example"]
    assert (customer.organisation, customer.tier) == (organisation, "gold")
    assert identify(kind="mail", address="budi@notmelati.example").organisation is None


@pytest.mark.django_db(transaction=True)
def test_a_burst_from_a_stranger_makes_one_customer():
    found = at_once([lambda: identify(kind="mail", address="rina@example.test", name="Rina")] * 20)

    assert len({customer.pk for customer in found}) == 1
    assert (Customer.objects.count(), Identity.objects.count()) == (1, 1)
