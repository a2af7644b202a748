"""A customer of a page or of an account who has written, and replies to them."""

import pytest

from tests.builders import a_reply
from tests.channels_in.answers import sent
from tests.channels_in.direct.hooks import a_text, arrives
from tests.channels_in.messenger.sending.replies import HOURS, long_ago


@pytest.fixture
def ticket(client, connection):
    return arrives(client, connection, a_text(connection)).message.ticket


@pytest.fixture
def reply(ticket):
    def write(text="Sudah kami kirim", *, hours=0, **fields):
        """`hours`: how long ago the customer wrote by the time that it leaves."""
        message = a_reply(ticket, text=text, **fields)
        if hours:
            long_ago(ticket, hours * HOURS)
        return sent(message)

    return write
