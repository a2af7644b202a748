"""What a visitor types of themselves is not believed; what the site has verified is."""

from __future__ import annotations

import pytest

from channels_in.actions.save_connection import save_connection
from channels_in.models import Visitor
from events import actors
from tests.builders import a_customer, a_ticket
from tests.channels_in.webchat.visitor import a_visitor, signed
from tickets.models import Ticket

NUMBER = "+6281234567890"
ASKS = {"when": "always", "fields": [{"name": "phone", "required": False}]}


def test_an_address_that_is_typed_joins_nobody_and_shows_nothing_of_theirs(chat):
    rina = a_customer("rina@example.test")
    a_ticket(customer=rina)
    page = a_visitor(chat)
    page.say("details", token=page.token, email="rina@example.test", name="Rina")
    page.write("It is me, Rina")

    assert Ticket.objects.get(channel=chat.channel).customer != rina
    assert page.visit().json()["feed"]["messages"][0]["text"] == "It is me, Rina"
    assert list(rina.identities.values_list("kind", flat=True)) == ["mail"]


def test_an_address_that_the_site_has_verified_is_the_customers(chat):
    rina = a_customer("rina@example.test")

    a_visitor(chat, identity=signed(email="Rina@example.test", email_verified=True)).write("Hi")

    assert Ticket.objects.get(channel=chat.channel).customer == rina


@pytest.mark.parametrize("verified", [None, False, "true", 1])
def test_one_that_it_only_names_is_not(chat, verified):
    rina = a_customer("rina@example.test")

    a_visitor(chat, identity=signed(email="rina@example.test", email_verified=verified)).write("Hi")

    assert Ticket.objects.get(channel=chat.channel).customer != rina


def test_a_number_that_the_site_has_verified_is_the_customers_who_wrote_from_it_on_whatsapp(chat):
    rina = a_customer(NUMBER, kind="whatsapp", name="Rina")

    a_visitor(chat, identity=signed(phone=NUMBER, phone_verified=True)).write("Hi")

    assert Ticket.objects.get(channel=chat.channel).customer == rina
    assert not rina.said_addresses.exists()


@pytest.mark.parametrize("verified", [None, False, "true", 1])
def test_a_number_that_it_only_names_is_a_hint(chat, verified):
    rina = a_customer(NUMBER, kind="whatsapp", name="Rina")

    a_visitor(chat, identity=signed(phone=NUMBER, phone_verified=verified)).write("Hi")

    customer = Ticket.objects.get(channel=chat.channel).customer
    assert customer != rina
    assert list(customer.said_addresses.values_list("address", flat=True)) == [NUMBER]


def test_a_number_that_is_typed_joins_nobody_and_replaces_none_that_the_site_has_verified(chat):
    rina = a_customer(NUMBER, kind="whatsapp", name="Rina")
    save_connection(chat.channel, by=actors.SYSTEM, options={**chat.options, "asks": ASKS})
    page = a_visitor(chat)
    page.say("details", token=page.token, phone=NUMBER)
    page.write("It is me, Rina")
    assert Ticket.objects.get(channel=chat.channel).customer != rina

    proved = a_visitor(chat, identity=signed(phone=NUMBER, phone_verified=True))
    proved.say("details", token=proved.token, phone="+6289999999999")

    assert Visitor.objects.get(key=proved.key).phone == NUMBER
