"""A conversation by WhatsApp with who writes mails as well, and where an agent sees it."""

import html

import pytest

from people.identity import identify
from tests.builders import a_channel
from tests.tickets.chats import a_chat
from tests.tickets.views.chat.replies import of_team


@pytest.fixture
def chat(team):
    return of_team(a_chat(), team)


@pytest.fixture
def timeline(client, chat):
    return lambda: html.unescape(client.get(f"/tickets/{chat.pk}/timeline/").content.decode())


@pytest.fixture
def mail(chat):
    identify(kind="mail", address="budi@example.test", also=[("phone", "+6281234567890")])
    return a_channel(name="Surat kami")


@pytest.fixture
def page(client, chat):
    return lambda **asked: html.unescape(client.get(f"/tickets/{chat.pk}/", asked).content.decode())
