"""The public web form: for anybody, without a script, and of no use for writing to victims."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from channels_in.form import limits
from channels_in.mail.compose import compose
from channels_in.models import Block, Connection, Receipt, ReceiptItem
from channels_in.rate import Limit
from people.models import Company
from tests.builders import a_category, a_channel, a_reply
from tests.channels_in.mails import a_mail, a_mailbox, arrives, work
from tickets.models import Message, Ticket


@pytest.fixture
def form(db) -> Connection:
    cache.clear()
    return a_form()


def a_form(*, channel: dict[str, Any] | None = None, **options: Any) -> Connection:
    return Connection.objects.create(
        channel=a_channel(kind="form", language="en", undo_seconds=0, **(channel or {})), options=options
    )


def send(client: Client, form: Connection, **fields: Any) -> HttpResponse:
    filled = {
        "name": "Rina",
        "email": "Rina@People.example",
        "subject": "Paket",
        "text": "Belum sampai",
        **fields,
    }
    return client.post(f"/forms/{form.token}/", filled)


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


def test_a_page_that_is_sent_twice_is_one_message(client, form):
    key = re.search(r'name="key" value="([^"]+)"', client.get(f"/forms/{form.token}/").content.decode())[1]

    send(client, form, key=key)
    send(client, form, key=key)
    send(client, form, key=key, text="Belum sampai, changed after going back")
    work()

    assert Message.objects.count() == 2
    assert ReceiptItem.objects.filter(repeats=1).count() == 1


def test_two_visitors_with_the_same_words_are_two_messages(client, form):
    for _ in range(2):
        page = client.get(f"/forms/{form.token}/").content.decode()
        send(client, form, key=re.search(r'name="key" value="([^"]+)"', page)[1])
    work()

    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "nobody"}, "valid email"),
        ({"text": " "}, "required"),
        ({"name": ""}, "required"),
        ({"text": "x" * 20_001}, "at most 20000"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, form, fields, words):
    answer = send(client, form, **{"subject": "Typed subject", **fields})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Typed subject" in page
    assert not Receipt.objects.exists()


def test_a_text_that_is_too_long_is_kept_whole_and_said(client, form):
    text = "x" * 20_001 + "the end"

    answer = send(client, form, text=text)

    assert answer.status_code == 422
    assert "the end" in answer.content.decode()
    assert 'maxlength="20000"' not in answer.content.decode()


def test_files_come_along(client, form):
    files = [SimpleUploadedFile("a.pdf", b"%PDF-1.4 a"), SimpleUploadedFile("b.html", b"<html><script>")]

    send(client, form, attachments=files)
    work()

    found = {one.name: one.content_type for one in Message.objects.get().attachments.all()}
    assert set(found) == {"a.pdf", "b.html"}
    assert found["a.pdf"] == "application/pdf"


def test_too_many_files_are_refused(client, form):
    answer = send(client, form, attachments=[SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)])

    assert answer.status_code == 422
    assert not Receipt.objects.exists()


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


def test_one_visitor_cannot_send_without_end_and_another_still_can(client, form, monkeypatch):
    monkeypatch.setattr(limits, "PER_VISITOR", (Limit(2, 60),))

    answers = [send(client, form, text=f"{n}") for n in range(3)]
    other = client.post(
        f"/forms/{form.token}/",
        {"name": "B", "email": "b@people.example", "text": "B"},
        REMOTE_ADDR="203.0.113.9",
    )

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert int(answers[2]["Retry-After"]) >= 1
    assert ">2<" in answers[2].content.decode() or "2</textarea>" in answers[2].content.decode()
    assert other.status_code == 302


def test_all_visitors_together_cannot_flood_a_form(client, form, monkeypatch):
    monkeypatch.setattr(limits, "PER_FORM", (Limit(3, 60),))

    answers = [
        client.post(
            f"/forms/{form.token}/",
            {"name": "B", "email": "b@people.example", "text": f"{n}"},
            REMOTE_ADDR=f"203.0.113.{n}",
        ).status_code
        for n in range(5)
    ]

    assert answers == [302, 302, 302, 429, 429]


def test_who_says_that_others_forwarded_it_is_still_counted_as_themselves(client, form, monkeypatch):
    """N22."""
    monkeypatch.setattr(limits, "PER_VISITOR", (Limit(2, 60),))

    answers = [
        client.post(
            f"/forms/{form.token}/",
            {"name": "B", "email": "b@people.example", "text": f"{n}"},
            headers={"X-Forwarded-For": f"198.51.100.{n}", "CF-Connecting-IP": f"198.51.100.{n}"},
        ).status_code
        for n in range(3)
    ]

    assert answers[-1] == 429


def test_the_limits_hold_without_the_cache(client, form, monkeypatch, settings):
    from redis.exceptions import ConnectionError as Gone

    def gone(*_: object, **__: object) -> None:
        raise Gone("no Valkey")

    monkeypatch.setattr(limits.cache, "add", gone)
    few = (Limit(2, 60),)
    monkeypatch.setattr(limits, "PER_VISITOR", few)
    monkeypatch.setitem(limits._alone, few, limits.Rate(few))

    assert [send(client, form, text=f"{n}").status_code for n in range(3)] == [302, 302, 429]


def test_a_form_that_names_a_victim_writes_to_them_once_and_repeats_nothing(client, db):
    """N7: through the form nobody can have us send their words to somebody else."""
    cache.clear()
    a_mailbox("help@ours.example")
    form = a_form(channel={"acknowledges": True})
    for n in range(4):
        send(
            client,
            form,
            email="victim@people.example",
            name=f"CLICK-{n}",
            subject=f"CLICK {n}",
            text=f"CLICK {n}",
        )
    work()

    [answer] = Message.objects.filter(direction="outbound")
    content = compose(answer.delivery, Connection.objects.get(address="help@ours.example")).content
    assert Ticket.objects.count() == 4
    assert b"CLICK" not in content


def test_the_answer_goes_by_mail_and_what_is_answered_to_it_comes_back_to_the_ticket(client, form):
    mailbox = a_mailbox("help@ours.example")
    send(client, form)
    work()
    ticket = Ticket.objects.get()

    answer = a_reply(ticket, text="On its way")
    mail = BytesParser(policy=policy.default).parsebytes(compose(answer.delivery, mailbox).content)
    back = arrives(mailbox, a_mail(mailbox.address, In_Reply_To=mail["Message-ID"].strip()))

    assert mail["To"] == "Rina <rina@people.example>"
    assert back.message.ticket == ticket
    assert back.message.is_trusted


def test_the_thanks_page_shows_the_number_as_soon_as_there_is_one(client, form):
    place = send(client, form)["Location"]
    before = client.get(place).content.decode()
    work()
    after = client.get(place).content.decode()

    number = f"{Company.current().ticket_prefix}-{Ticket.objects.get().pk}"
    assert 'http-equiv="refresh"' in before
    assert number not in before
    assert number in after
    assert 'http-equiv="refresh"' not in after


def test_the_number_is_shown_to_nobody_else(client, form):
    send(client, form)
    work()
    number = f"{Company.current().ticket_prefix}-{Ticket.objects.get().pk}"

    for forged in ("", "?r=1", f"?r={Receipt.objects.get().pk}:x:y"):
        assert number not in client.get(f"/forms/{form.token}/thanks/{forged}").content.decode()


def test_the_number_is_not_shown_when_the_form_may_not(client, db):
    cache.clear()
    form = a_form(shows_reference=False)
    place = send(client, form)["Location"]
    work()

    page = client.get(place).content.decode()
    assert f"-{Ticket.objects.get().pk}</b>" not in page
    assert 'http-equiv="refresh"' not in page


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
