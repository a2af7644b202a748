"""A provider, a mailbox that sends through it, and an answer that waits."""

from __future__ import annotations

import pytest

from channels_in.models import Connection
from tests.channels_in.delivery.provider import Provider, an_answer, sends_through
from tests.channels_in.mails import a_mailbox, a_server
from tickets.models import Message


@pytest.fixture
def provider():
    return Provider()


@pytest.fixture
def port(provider):
    with a_server(provider) as port:
        yield port


@pytest.fixture
def mailbox(port) -> Connection:
    return a_mailbox("help@ours.example", options=sends_through(port))


@pytest.fixture
def answer(mailbox) -> Message:
    return an_answer(mailbox)
