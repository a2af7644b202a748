"""The public web form: for anybody, without a script, and of no use for writing to victims."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from channels_in.models import Block, Receipt, ReceiptItem
from tests.builders import a_category
from tests.channels_in.form.visitor import a_form, key_of, send
from tests.channels_in.mails import a_mailbox, work
from tickets.models import Message, Ticket


def test_what_a_visitor_sends_becomes_a_ticket(client, form):
    answer = send(client, form)
    work()

    message = Message.objects.get()
    assert answer.status_code == 302
    assert (message.ticket.subject, message.text) == ("Paket", "Belum sampai")
    assert message.ticket.customer.identities.get().address == "rina@people.example"
    assert not message.is_trusted


def test_the_page_speaks_the_visitors_language(client, form):
    indonesian = client.get(f"/forms/{form.token}/", headers={"Accept-Language": "id"}).content.decode()
    english = client.get(f"/forms/{form.token}/", headers={"Accept-Language": "en"}).content.decode()

    assert '<html lang="id"' in indonesian
    assert '<html lang="en"' in english
    assert "Your message" in english


def test_the_page_shows_the_companys_own_words_in_that_language(client, db):
    form = a_form(title={"id": "Tulis kepada kami", "en": "Write to us"})

    assert (
        "Tulis kepada kami"
        in client.get(f"/forms/{form.token}/", headers={"Accept-Language": "id"}).content.decode()
    )
    assert (
        "Write to us"
        in client.get(f"/forms/{form.token}/", headers={"Accept-Language": "en"}).content.decode()
    )


def test_two_visitors_with_the_same_words_are_two_messages(client, form):
    for _ in range(2):
        send(client, form, key=key_of(client.get(f"/forms/{form.token}/")))
    work()

    assert Message.objects.count() == 2


def test_files_come_along(client, form):
    files = [SimpleUploadedFile("a.pdf", b"%PDF-1.4 a"), SimpleUploadedFile("b.html", b"<html><script>")]

    send(client, form, attachments=files)
    work()

    found = {one.name: one.content_type for one in Message.objects.get().attachments.all()}
    assert set(found) == {"a.pdf", "b.html"}
    assert found["a.pdf"] == "application/pdf"


def test_a_program_that_fills_in_everything_waits_in_quarantine_and_is_thanked(client, form):
    answer = send(client, form, website="https://spam.example")
    work()

    assert answer.status_code == 302
    item = ReceiptItem.objects.get()
    assert (item.outcome, item.reason) == ("quarantined", "trap")
    assert not Ticket.objects.exists()


def test_a_blocked_address_waits_in_quarantine(client, form):
    Block.objects.create(kind="address", value="rina@people.example")

    send(client, form)
    work()

    assert ReceiptItem.objects.get().outcome == "quarantined"


def test_a_category_that_the_visitor_chose_is_the_tickets(client, db):
    cache.clear()
    offered, hidden = a_category(key="delivery"), a_category(key="secret")
    form = a_form(categories=["delivery"])

    send(client, form, category="delivery")
    refused = send(client, form, category="secret", text="other")
    work()

    assert Ticket.objects.get().category == offered
    assert refused.status_code == 422
    assert hidden.tickets.count() == 0


def test_a_form_that_is_switched_off_or_unknown_is_not_there(client, form):
    form.channel.is_active = False
    form.channel.save(update_fields=["is_active"])

    assert client.get(f"/forms/{form.token}/").status_code == 404
    assert client.post(f"/forms/{form.token}/", {}).status_code == 404
    assert client.get("/forms/nobodys/").status_code == 404
    assert client.get(f"/forms/{a_mailbox().token}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_database_that_refuses_loses_nothing_that_was_typed(client):
    from tests.channels_in.ledger_trouble import commits_failing

    cache.clear()
    form = a_form()

    with commits_failing():
        answer = send(client, form, text="A long story")

    assert answer.status_code == 503
    assert "A long story" in answer.content.decode()


def test_looking_writes_nothing(client, form):
    client.get(f"/forms/{form.token}/")
    client.head(f"/forms/{form.token}/")

    assert not Receipt.objects.exists()
    assert client.put(f"/forms/{form.token}/").status_code == 405
