"""A mailbox whose sent mail is looked at."""

from __future__ import annotations

import pytest

from channels_in.models import Connection
from tests.channels_in.imap.mailbox import a_fetched_mailbox
from tests.channels_in.imap.sent.mails import look


@pytest.fixture
def mailbox(dovecot, user) -> Connection:
    dovecot.put(user, folder="Sent")
    box = a_fetched_mailbox(dovecot.port, user, reads_sent=True)
    look(box)
    return box
