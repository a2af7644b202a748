"""A customer of a page or of an account who has written, and replies to them."""

import pytest

from channels_in import delivery
from tests.builders import a_reply
from tests.channels_in.direct.hooks import a_text, an_account, arrives
from tests.channels_in.messenger.sending.replies import HOURS, known_to, long_ago
from tickets.models import Delivery


@pytest.fixture(params=["messenger", "instagram"])
def connection(request, graph):
    return known_to(graph, an_account(request.param))


@pytest.fixture
def ticket(client, connection):
    return arrives(client, connection, a_text(connection)).message.ticket


@pytest.fixture
def reply(connection, ticket):
    def write(text="Sudah kami kirim", *, hours=0, **fields):
        """`hours`: how long ago the customer wrote by the time that it leaves."""
        message = a_reply(ticket, text=text, **fields)
        if hours:
            long_ago(ticket, hours * HOURS)
        delivery.deliver_due(connection.channel_id)
        return Delivery.objects.get(message=message)

    return write
