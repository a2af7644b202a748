"""A customer's address that is wrong is corrected where one sees it, and the answer goes to the right one."""

import pytest
from django.utils import timezone

from events.models import Event
from people.models import Identity
from tests.builders import a_channel, a_customer, a_reply, a_ticket, receives
from tests.tickets.views.asking import said_in
from tests.tickets.views.conftest import SCRIPT
from tickets.actions.record_delivery import mark_bounced, mark_sent
from tickets.models import Message

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "rina@exmaple.test", "rina@example.test"


@pytest.fixture
def ticket(team):
    return a_ticket(team=team, channel=a_channel(team=team), customer=a_customer(WRONG, name="Rina"))


@pytest.fixture
def bounced(ticket, agent):
    delivery = a_reply(ticket, agent=agent).delivery
    mark_sent(delivery)
    mark_bounced(delivery, reason="no_such_address")
    return delivery


def save(client, ticket, address, instead_of=""):
    said = {"address": address, "instead_of": instead_of}
    return client.post(f"/tickets/{ticket.pk}/customer/addresses/", said, headers=SCRIPT)


def wrong_one():
    return Identity.objects.get(address=WRONG)


def recipients_of(delivery):
    return Message.objects.get(pk=delivery.message_id).recipients["to"]


def test_the_next_reply_goes_to_the_corrected_address(client, ticket, agent):
    answer = save(client, ticket, " Rina@Example.test ", wrong_one().pk)

    assert said_in(answer) == "Replies now go to rina@example.test"
    assert a_reply(ticket, agent=agent).recipients["to"] == [["Rina", RIGHT]]
    assert f"to {RIGHT}" in client.get(f"/tickets/{ticket.pk}/").content.decode()
    assert Event.objects.filter(kind="customer.address_corrected").count() == 1


def test_what_came_back_is_tried_again_at_the_corrected_address(client, ticket, bounced):
    save(client, ticket, RIGHT, wrong_one().pk)

    client.post(f"/tickets/{ticket.pk}/deliveries/{bounced.pk}/retry/", headers=SCRIPT)

    assert recipients_of(bounced) == [["Rina", RIGHT]]
    assert f"<b>{RIGHT}</b>" in client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()


def test_check_the_address_leads_to_where_it_is_corrected(client, ticket, bounced):
    assert "Correct the address" in client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()

    again = f"/tickets/{ticket.pk}/deliveries/{bounced.pk}/retry/"
    client.post(again, {"address": RIGHT}, headers=SCRIPT)

    bounced.refresh_from_db()
    assert (bounced.status, recipients_of(bounced)) == ("queued", [["Rina", RIGHT]])
    assert wrong_one().replaced_by.address == RIGHT


def test_a_wrong_correction_sends_nothing(client, ticket, bounced):
    a_customer("dewi@example.test")
    again = f"/tickets/{ticket.pk}/deliveries/{bounced.pk}/retry/"

    for address in ("dewi@example.test", WRONG, "no address"):
        answer = client.post(again, {"address": address}, headers=SCRIPT)
        assert answer.status_code == 400
        assert answer.json()["error"]

    bounced.refresh_from_db()
    assert (bounced.status, recipients_of(bounced)) == ("failed", [["Rina", WRONG]])


def test_an_address_belongs_to_one_customer(client, ticket):
    dewi = a_customer("dewi@example.test")

    answer = save(client, ticket, "Dewi@example.test")

    assert answer.json()["error"].startswith("Another customer has the address dewi@example.test")
    assert Identity.objects.get(address="dewi@example.test").customer == dewi


def test_who_writes_from_the_former_address_is_the_same_customer_and_is_answered_there(client, ticket, agent):
    save(client, ticket, RIGHT, wrong_one().pk)

    receives(ticket, from_address=WRONG, at=timezone.now())

    assert wrong_one().customer == ticket.customer
    assert a_reply(ticket, agent=agent).recipients["to"][0][1] == WRONG


def test_one_more_address_turns_no_reply(client, ticket, agent):
    save(client, ticket, RIGHT)

    assert RIGHT in client.get(f"/tickets/{ticket.pk}/customer/").content.decode()
    assert a_reply(ticket, agent=agent).recipients["to"][0][1] == WRONG


def test_a_correction_is_corrected_back(client, ticket, agent):
    save(client, ticket, RIGHT, wrong_one().pk)

    save(client, ticket, WRONG, Identity.objects.get(address=RIGHT).pk)

    assert a_reply(ticket, agent=agent).recipients["to"][0][1] == WRONG


def test_the_address_of_somebody_else_is_not_corrected_from_here(client, ticket):
    other = a_customer("dewi@example.test").identities.get()

    assert save(client, ticket, RIGHT, other.pk).status_code == 404
