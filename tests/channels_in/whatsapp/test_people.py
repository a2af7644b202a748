"""Who is who on WhatsApp: without a number, with one later, with another one after that."""

import pytest

from people.models import Customer, Identity
from tests.builders import a_channel, receives
from tests.channels_in.mails import work
from tests.channels_in.whatsapp.hooks import BSUID, BUDI, a_number, a_said, a_text, arrives, body, post
from tickets.models import Ticket
from tickets.recipients import default_recipients

pytestmark = pytest.mark.django_db(transaction=True)
UNNAMED = [{"profile": {"name": "Budi", "username": "budi"}, "user_id": BSUID}]
NEW_NUMBER, NEW_BSUID = "6289999999999", "ID.99999999999999999999"


def of_user(words="Halo", user=BSUID, **fields):
    said = a_text(words, from_user_id=user, **fields)
    return {name: value for name, value in said.items() if name != "from"}


def addresses(customer):
    return set(customer.identities.values_list("kind", "address"))


def test_without_a_number_then_with_both_then_by_number_alone_is_one_customer_and_ticket(client):
    connection = a_number()

    arrives(client, connection, of_user("one"), contacts=UNNAMED)
    arrives(client, connection, a_text("two", from_user_id=BSUID))
    arrives(client, connection, a_text("three"))

    ticket = Ticket.objects.get()
    assert [one.text for one in ticket.messages.order_by("pk")] == ["one", "two", "three"]
    assert addresses(ticket.customer) == {("whatsapp", BSUID), ("phone", f"+{BUDI}")}


def test_a_number_known_by_sms_and_an_id_known_on_whatsapp_become_one_once_both_are_named(client):
    connection = a_number()
    arrives(client, connection, of_user(), contacts=UNNAMED)
    by_sms = Identity.objects.create(
        customer=Customer.objects.create(name="Budi Santoso"), kind="phone", address=f"+{BUDI}"
    ).customer
    receives(channel=a_channel(kind="sms"), customer=by_sms)

    arrives(client, connection, a_text("Saya lagi", from_user_id=BSUID))
    work()

    assert Customer.objects.filter(joined_into=None).count() == 1
    assert {ticket.customer_id for ticket in Ticket.objects.all()} == {
        Customer.objects.get(joined_into=None).pk
    }


def test_a_new_number_is_theirs_and_answers_go_there(client):
    connection = a_number()
    arrives(client, connection, a_text("Halo", from_user_id=BSUID))
    ticket = Ticket.objects.get()

    moved = {"type": "user_changed_number", "wa_id": NEW_NUMBER, "user_id": NEW_BSUID, "body": "…"}
    item = arrives(client, connection, a_said("system", moved, from_user_id=BSUID))

    assert (item.outcome, item.reason) == ("update", "number_changed")
    assert ("phone", f"+{NEW_NUMBER}") in addresses(ticket.customer)
    arrives(client, connection, a_text("Nomor baru", **{"from": NEW_NUMBER}))
    assert Ticket.objects.get().messages.count() == 2
    assert default_recipients(ticket)["to"][0][1] == NEW_NUMBER


def test_a_new_id_is_theirs_without_any_message(client):
    connection = a_number()
    arrives(client, connection, of_user(), contacts=UNNAMED)
    told = {"user_id": {"previous": BSUID, "current": NEW_BSUID}, "timestamp": "1795500100"}
    data = body(connection, user_id_update=[told])
    data["entry"][0]["changes"][0]["field"] = "user_id_update"

    for _ in range(3):
        assert post(client, connection, data).status_code == 200
    work()
    arrives(client, connection, of_user("Saya lagi", user=NEW_BSUID), contacts=[])

    assert Ticket.objects.get().messages.count() == 2
    assert Identity.objects.get(address=BSUID).replaced_by.address == NEW_BSUID


def test_a_new_number_of_somebody_unknown_makes_nobody(client):
    moved = {"type": "user_changed_number", "wa_id": NEW_NUMBER, "body": "…"}

    item = arrives(client, a_number(), a_said("system", moved))

    assert (item.outcome, item.reason) == ("ignored", "number_changed")
    assert not Customer.objects.exists()


def test_a_number_that_is_none_changes_nothing(client):
    connection = a_number()
    arrives(client, connection, a_text())

    arrives(client, connection, a_said("system", {"type": "user_changed_number", "wa_id": "NEW_NUMBER"}))

    assert addresses(Customer.objects.get()) == {("phone", f"+{BUDI}")}
