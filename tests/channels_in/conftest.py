from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from channels_in.models import Connection
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tickets.models import Ticket


@pytest.fixture(autouse=True)
def any_port_is_mails(settings: Any) -> None:
    """Servers of tests listen wherever there is room."""
    settings.MAIL = dataclasses.replace(settings.MAIL, ports=frozenset(range(1, 65536)))


@pytest.fixture
def mailbox(db) -> Connection:
    return a_mailbox("help@ours.example")


@pytest.fixture
def ticket(mailbox) -> Ticket:
    item = arrives(mailbox, a_mail(mailbox.address, message_id="<first@people.example>"))
    return item.message.ticket


@pytest.fixture
def signed_in_as(client):
    def sign_in(agent):
        client.force_login(agent)
        return client

    return sign_in
