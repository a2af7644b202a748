"""The customer behind an address: one, however it is spelt and however many arrive at once."""

import threading

import pytest
from django.db import transaction

from events import actors
from events.models import Event
from people.actions.keep_apart import keep_apart
from people.actions.save_organisation import create_organisation
from people.identity import identify
from people.models import Customer, Identity
from tests.together import at_once, until_somebody_waits, with_own_connection
from tickets.actions.join_customers import join_customers

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


def test_a_telephone_number_is_one_person_whichever_kind_used_it():
    by_whatsapp = identify(kind="whatsapp", address="6281234567890")

    assert identify(kind="sms", address="+6281234567890") == by_whatsapp
    assert identify(kind="voice", address="+62 812-3456-7890") == by_whatsapp


def test_ids_of_whatsapp_that_hold_the_same_digits_are_two_people():
    one = identify(kind="whatsapp", address="ID.13491208655302741918")
    other = identify(kind="whatsapp", address="US.13491208655302741918")

    assert one != other
    assert Identity.objects.filter(kind="phone").count() == 0


def test_who_came_without_a_number_is_the_same_once_it_is_known():
    unnumbered = identify(kind="whatsapp", address="ID.1349", name="Budi @budi")

    with_both = identify(kind="whatsapp", address="6281234567890", also=[("whatsapp", "ID.1349")])

    assert with_both == unnumbered
    assert identify(kind="sms", address="+6281234567890") == unnumbered


def test_two_who_turn_out_to_be_one_person_are_told_once_a_provider_names_both():
    by_number = identify(kind="sms", address="+6281234567890")
    by_user = identify(kind="whatsapp", address="ID.1349")

    found = identify(kind="whatsapp", address="6281234567890", also=[("whatsapp", "ID.1349")])

    assert found == by_number
    event = Event.objects.get(kind="customer.same_person")
    assert (event.customer_id, event.data["twin"]) == (by_number.pk, by_user.pk)


def test_who_is_kept_apart_is_not_told_again():
    by_number = identify(kind="sms", address="+6281234567890")
    keep_apart(by_number, identify(kind="whatsapp", address="ID.1349"), by=actors.SYSTEM)

    identify(kind="whatsapp", address="6281234567890", also=[("whatsapp", "ID.1349")])

    assert not Event.objects.filter(kind="customer.same_person").exists()


@pytest.mark.django_db(transaction=True)
def test_first_words_through_two_doors_at_once_make_one_customer():
    """By SMS there is a number, on WhatsApp a number and an id, and once the id alone."""
    number, user = "+6281234567890", "ID.1349"
    doors = [
        lambda: identify(kind="sms", address=number),
        lambda: identify(kind="whatsapp", address=number, also=[("whatsapp", user)]),
        lambda: identify(kind="whatsapp", address=user, also=[("whatsapp", number)]),
    ]

    for n in range(6):
        Identity.objects.all().delete()
        Customer.objects.all().delete()
        found = at_once(doors * 6)

        assert {type(one) for one in found} == {Customer}, (n, found)
        assert (Customer.objects.count(), Identity.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_who_is_being_joined_is_the_other_one_for_what_comes_meanwhile():
    twin, kept = identify(kind="mail", address="r@example.test"), identify(kind="mail", address="rina@x.test")
    found = []
    writer = threading.Thread(target=lambda: found.append(with_own_connection(comes_in)))

    def comes_in():
        return identify(kind="mail", address="r@example.test")

    with transaction.atomic():
        join_customers(twin, into=kept, by=actors.SYSTEM)
        writer.start()
        until_somebody_waits()
    writer.join(20)

    assert found == [kept]
