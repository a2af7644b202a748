"""What an agent reads of a customer."""

from events import actors
from tests.builders import a_channel, a_ticket
from tests.tickets.views.conftest import SCRIPT

BY = actors.SYSTEM
NUMBER = "+6281234567890"


def tickets_of(team, *customers):
    return [a_ticket(team=team, customer=one, channel=a_channel(team=team)) for one in customers]


def page(client, customer, query=""):
    return client.get(f"/customers/{customer.pk}/{query}").content.decode()


def likely(client, customer):
    return client.get(f"/customers/{customer.pk}/likely/", headers=SCRIPT).content.decode()
