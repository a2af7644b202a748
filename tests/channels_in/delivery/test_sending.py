"""A reply leaves by a real mail server, once, or says why not."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from channels_in import delivery as deliveries
from events.models import Event
from tests.channels_in.delivery.provider import an_answer, sends_through
from tests.channels_in.mails import a_mailbox, hurry, send_due
from tickets.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reply_arrives_and_is_sent(provider, answer):
    send_due()

    delivery = Delivery.objects.get()
    sender, recipients, _ = provider.taken[0]
    assert (sender, recipients) == ("help@ours.example", ["rina@people.example"])
    assert (delivery.status, delivery.state, delivery.attempts) == ("sent", "done", 1)
    assert provider.mails[0]["Message-ID"] == f"<{delivery.provider_id}>"
    assert Event.objects.filter(kind="delivery.sent").count() == 1


def test_nothing_is_sent_before_the_time_to_undo_is_over(provider, port):
    mailbox = a_mailbox(options=sends_through(port), channel={"undo_seconds": 10})
    an_answer(mailbox)

    send_due()

    assert not provider.taken
    assert Delivery.objects.get().attempts == 0


def test_a_server_that_wants_us_later_gets_the_same_mail_later(provider, answer):
    provider.rcpt["rina@people.example"] = ["451 4.7.1 Greylisted, come again", "250 OK"]

    send_due()
    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state) == ("queued", "pending")
    assert delivery.due_at > timezone.now() + timedelta(minutes=4)
    assert delivery.tries[-1]["outcome"] == "retry"
    hurry(delivery)
    send_due()

    delivery.refresh_from_db()
    assert delivery.status == "sent"
    assert len(provider.taken) == 1


def test_every_try_of_a_message_has_the_same_message_id(provider, answer):
    provider.data = ["451 4.3.0 Busy", "250 OK"]

    send_due()
    hurry(Delivery.objects.get())
    send_due()

    delivery = Delivery.objects.get()
    assert delivery.status == "sent"
    assert provider.mails[0]["Message-ID"].startswith(f"<{delivery.idempotency_key.hex}.")


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        ("550 5.1.1 User unknown", "no_such_address"),
        ("550 No such user here", "no_such_address"),
        ("550 5.1.2 Bad domain", "no_such_domain"),
        ("552 5.2.2 Mailbox full", "mailbox_full"),
        ("552 5.3.4 Too big", "too_large"),
        ("554 5.7.1 Blocked: spam", "refused_as_spam"),
        ("550 Not today", "refused"),
    ],
)
def test_a_refusal_for_good_fails_with_its_reason(provider, answer, refusal, reason):
    provider.rcpt["rina@people.example"] = [refusal]

    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state, delivery.reason) == ("failed", "done", reason)
    assert refusal[4:] in delivery.detail
    assert Event.objects.filter(kind="delivery.failed", data__reason=reason).exists()
    answer.ticket.refresh_from_db()
    assert answer.ticket.status == "open"


def test_what_is_refused_for_now_too_often_fails(provider, answer):
    provider.rcpt["rina@people.example"] = ["452 4.2.2 Mailbox full"]

    for _ in range(Delivery.max_attempts):
        hurry(Delivery.objects.get())
        send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.reason) == ("failed", "mailbox_full")
    assert len(delivery.tries) == Delivery.max_attempts


def test_a_mail_whose_lesser_recipients_are_refused_is_sent_and_says_so(provider, mailbox):
    provider.rcpt["gone@people.example"] = ["550 5.1.1 User unknown"]
    an_answer(
        mailbox, recipients={"to": [["Rina", "rina@people.example"]], "cc": [["", "gone@people.example"]]}
    )

    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.reason) == ("sent", "some_refused")
    assert "gone@people.example" in delivery.detail
    assert provider.taken[0][1] == ["rina@people.example"]


def test_nobody_gets_a_mail_while_the_main_recipient_is_refused_for_now(provider, mailbox):
    provider.rcpt["rina@people.example"] = ["451 4.7.1 Greylisted"]
    an_answer(
        mailbox, recipients={"to": [["Rina", "rina@people.example"]], "cc": [["", "budi@people.example"]]}
    )

    send_due()

    assert not provider.taken
    assert Delivery.objects.get().status == "queued"


def test_two_workers_send_a_message_once(provider, mailbox):
    for _ in range(4):
        an_answer(mailbox)

    def worker() -> None:
        deliveries.deliver_due(mailbox.channel_id)
        connection.close()

    workers = [threading.Thread(target=worker) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    send_due()

    assert len(provider.taken) == 4
    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}


def test_an_address_beyond_ascii_needs_a_server_that_takes_it(provider, mailbox):
    an_answer(mailbox, recipients={"to": [["Rína", "rina@bücher.example"]]})

    send_due()

    assert provider.taken[0][1] == ["rina@xn--bcher-kva.example"]
