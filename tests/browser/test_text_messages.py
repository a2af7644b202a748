"""A text message is paid for by its parts: the composer counts them as one types, as the server does."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from helpdesk.lib.sms_text import LETTERS, parts_of, with_common_letters
from tests.browser.pages import live
from tests.builders import a_customer
from tests.tickets.chats import a_chat
from tickets.models import Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNT = """async ([texts, letters]) => {
  const { textMessages } = await import("/static/js/composer/text_messages.js");
  return texts.map((text) => textMessages(text, letters).n);
}"""
TEXTS = [
    *("a" * 160, "a" * 161, "a" * 306, "a" * 307, "é" * 160, "a" * 158 + "€", "a" * 159 + "€", "ő" * 70),
    *("ő" * 71, "ő" * 134, "ő" * 135, "\U0001f600" * 35, "\U0001f600" * 36, "a" * 152 + "€" + "a" * 152),
    *("“" + "a" * 158 + "”", "…" * 53, "…" * 54, "“\U0001f600”" * 17, "satu\ndua {tiga} [empat]"),
]


@pytest.fixture
def opened(look, team, rani):
    """A conversation by SMS with somebody of their own."""
    number = f"+62812{timezone.now():%H%M%S%f}"[:15]
    ticket = a_chat("sms", address=number, customer=a_customer(number, kind="sms", name="Sari Dewi"))
    Ticket.objects.filter(pk=ticket.pk).update(team=team, assignee=rani, unassigned_reason="")
    return live(look(rani, f"/tickets/{ticket.pk}/"))


def test_the_composer_counts_text_messages_while_somebody_types(opened):
    area, said = opened.locator("#composer-text"), opened.locator("[data-length]")
    expect(said).to_be_hidden()

    for text, words in (
        ("Halo.", "1 text message, room for 155 more letters."),
        ("a" * 161, "2 text messages, room for 145 more letters."),
        ("“Halo” – ya", "1 text message, room for 149 more letters."),
        ("Halo \U0001f600", "1 text message, room for 63 more letters: “\U0001f600” leaves less room."),
    ):
        area.fill(text)
        expect(said).to_have_text(words)

    area.fill("")
    expect(said).to_be_hidden()


def test_scripts_count_as_the_server_does(opened):
    counted = opened.evaluate(COUNT, [TEXTS, LETTERS])

    assert counted == [parts_of(with_common_letters(text)) for text in TEXTS]
