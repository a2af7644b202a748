"""What the list of tickets says of somebody who sent no words."""

import html

import pytest

from events import actors
from tests.tickets.chats import EXTRAS, a_file, writes
from tests.tickets.files import a_picture
from tickets.actions.take_back_message import take_back_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(client, chat):
    def shown() -> str:
        return html.unescape(client.get("/tickets/").content.decode())

    return shown


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("voice", "Voice message · 1:12"),
        ("location", "Place"),
        ("sticker", "Sticker 😀"),
        ("contact", "+55 11 1111"),
    ],
)
def test_what_came_instead_of_words_stands_in_the_list(row, chat, what, words):
    writes(chat, extras=[EXTRAS[what]])

    assert words in row()
    assert "(no text)" not in row()


def test_a_file_is_called_what_it_is(row, chat):
    writes(chat, attachments=[a_file("meja.jpg", a_picture(4, 3))])
    assert ">Picture<" in row()

    writes(chat, attachments=[a_file("faktur.pdf", b"%PDF-1.7 ...")])
    assert "faktur.pdf" in row()


def test_words_that_were_taken_back_are_said_to_be(row, chat):
    take_back_message(chat.messages.get(), by=actors.SYSTEM)

    assert "Taken back by who wrote it" in row()
