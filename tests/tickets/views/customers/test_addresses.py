"""A customer's addresses: added, refused, taken away, tried again."""

import pytest

from people.actions.note_said_address import note_said_address
from people.models import SaidAddress
from tests.builders import a_reply
from tests.tickets.views.customers.pages import BY, NUMBER, page, tickets_of
from tickets.actions.record_delivery import mark_failed

pytestmark = pytest.mark.django_db


def test_numbers_and_addresses_are_added_as_people_write_them(client, team, rina):
    tickets_of(team, rina)
    note_said_address(rina, kind="sms", address="0812 3456 7890", by=BY)

    for written in ("0812-3456-7890", "Rina.W@Example.test"):
        client.post(f"/customers/{rina.pk}/addresses/", {"address": written})

    kept = set(rina.identities.values_list("kind", "address"))
    assert kept == {("mail", "rina@example.test"), ("phone", NUMBER), ("mail", "rina.w@example.test")}
    assert not SaidAddress.objects.exists()


def test_an_address_of_somebody_else_is_refused(client, team, rina, unnamed):
    tickets_of(team, rina, unnamed)

    client.post(f"/customers/{rina.pk}/addresses/", {"address": NUMBER})

    assert "Another customer has the address" in page(client, rina)
    assert rina.identities.count() == 1


def test_what_was_put_there_by_mistake_is_taken_away_and_where_they_wrote_from_is_not(client, team, rina):
    tickets_of(team, rina)
    client.post(f"/customers/{rina.pk}/addresses/", {"address": NUMBER})

    for identity in rina.identities.all():
        client.post(f"/customers/{rina.pk}/addresses/{identity.pk}/removal/")

    assert [one.address for one in rina.identities.all()] == ["rina@example.test"]
    assert "They write to us from there" in page(client, rina)


def test_an_address_that_cannot_be_reached_says_why_and_can_be_tried_all_the_same(client, team, rina):
    (ticket,) = tickets_of(team, rina)
    mark_failed(a_reply(ticket).delivery, reason="no_such_address")
    identity = rina.identities.get()
    assert "This address does not exist." in page(client, rina)
    assert "Not reachable" in client.get(f"/tickets/{ticket.pk}/side/").content.decode()

    client.post(f"/customers/{rina.pk}/addresses/{identity.pk}/by/{ticket.channel_id}/")

    assert a_reply(ticket, confirm=True)
