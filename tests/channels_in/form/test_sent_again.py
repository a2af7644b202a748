"""Who goes back and presses again has written one message; what they changed before that is another."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from channels_in.models import Receipt
from tests.channels_in.form.visitor import key_of, send
from tests.channels_in.mails import work
from tests.together import at_once
from tickets.models import Attachment, Message, Ticket


@pytest.fixture
def page(client, form):
    """What the visitor does with one page that they opened."""
    key = key_of(client.get(f"/forms/{form.token}/"))
    return lambda **fields: send(client, form, key=key, **fields)


def a_file(name: str = "a.pdf") -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, b"%PDF-1.4")]


def test_a_page_that_is_sent_twice_is_one_message_and_shows_the_same_number(client, page):
    first, second = page(), page()
    work()

    assert Ticket.objects.count() == 1
    number = f"-{Ticket.objects.get().pk}</b>"
    for answer in (first, second):
        assert number in client.get(answer["Location"]).content.decode()


def test_files_that_the_browser_has_lost_make_no_other_message(client, page):
    page(attachments=a_file())

    page()
    page(attachments=a_file())
    work()

    assert Receipt.objects.count() == 1
    assert Message.objects.get().attachments.count() == 1


@pytest.mark.parametrize(
    "changed", [{"text": "Changed"}, {"email": "other@people.example"}, {"subject": "S"}]
)
def test_what_was_changed_after_going_back_is_another_message(page, changed):
    page()

    page(**changed)
    page(**changed)
    work()

    assert Message.objects.count() == 2


@pytest.mark.parametrize("before", [[], a_file("b.pdf")])
def test_a_file_that_was_forgotten_at_first_is_not_lost(page, before):
    page(attachments=before)

    page(attachments=a_file())
    page(attachments=a_file())
    work()

    assert Message.objects.count() == 2
    assert Attachment.objects.filter(name="a.pdf").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_sent_twice_at_the_same_moment_is_one_message(page):
    answers = at_once([page, page])

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("fields", [{"email": "nobody"}, {"text": ""}])
def test_a_refusal_is_not_kept_to_be_shown_when_the_message_is_sent_meanwhile(page, fields):
    assert page(**fields)["Cache-Control"] == "no-store"
