import pytest

from tests.builders import a_reply, a_ticket
from tests.tickets.views.conftest import SCRIPT
from tickets.models import Delivery

pytestmark = pytest.mark.django_db


def test_what_did_not_get_through_is_sent_again_or_left(client, ticket, agent):
    reply = a_reply(ticket, agent=agent)
    stuck = Delivery.objects.filter(message=reply)
    stuck.update(status="failed", state="dead", reason="mailbox_full")
    address = f"/tickets/{ticket.pk}/deliveries/{reply.delivery.pk}"

    client.post(f"{address}/giving-up/", headers=SCRIPT)
    assert stuck.get().given_up_at

    client.post(f"{address}/retry/", headers=SCRIPT)
    assert stuck.get().status == "queued"


def test_a_delivery_of_another_ticket_does_not_exist_here(client, ticket, team):
    reply = a_reply(a_ticket(team=team))
    Delivery.objects.update(status="failed", state="dead")

    address = f"/tickets/{ticket.pk}/deliveries/{reply.delivery.pk}/retry/"

    assert client.post(address, headers=SCRIPT).status_code == 404
