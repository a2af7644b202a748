"""A server that is away, or that we may not trust, costs no message."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in import delivery as deliveries
from channels_in.mail import smtp_sign_in
from events import actors
from events.models import Event
from tests.channels_in.certificates import a_certificate
from tests.channels_in.delivery.provider import a_closed_port, a_silent_server, an_answer, sends_through
from tests.channels_in.mails import a_mailbox, a_server, hurry, send_due
from tickets.actions.retry_delivery import retry_delivery
from tickets.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_channel_that_is_down_costs_its_messages_no_attempt_and_raises_the_alarm():
    mailbox = a_mailbox(options=sends_through(a_closed_port()))
    for _ in range(3):
        an_answer(mailbox)

    send_due()

    mailbox.refresh_from_db()
    assert (mailbox.health, mailbox.problem) == ("failing", "smtp_unreachable")
    assert Event.objects.filter(kind="connection.failing").count() == 1
    assert [one.attempts for one in Delivery.objects.all()] == [0, 0, 0]
    assert not Delivery.objects.due().exists()


def test_settings_that_cannot_be_read_raise_the_alarm_and_leave_nothing_waiting_in_silence():
    mailbox = a_mailbox("help@ours.example", options={"smtp": {"host": "127.0.0.1", "port": "none"}})
    an_answer(mailbox)

    send_due()

    delivery = Delivery.objects.get()
    mailbox.refresh_from_db()
    assert (delivery.status, delivery.state, delivery.attempts) == ("queued", "pending", 0)
    assert (delivery.reason, mailbox.health) == ("not_connected", "failing")
    assert "ValueError" in mailbox.problem_detail


def test_a_channel_that_is_back_sends_everything_and_ends_the_alarm(provider, port):
    mailbox = a_mailbox(options=sends_through(a_closed_port()))
    an_answer(mailbox)
    send_due()
    mailbox.options = sends_through(port)
    mailbox.save(update_fields=["options"])

    hurry(Delivery.objects.get())
    send_due()

    mailbox.refresh_from_db()
    assert Delivery.objects.get().status == "sent"
    assert (mailbox.health, mailbox.problem) == ("working", "")


def test_a_message_is_given_up_when_its_channel_has_been_down_for_days():
    mailbox = a_mailbox(options=sends_through(a_closed_port()))
    an_answer(mailbox)
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=2, minutes=1))

    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.reason) == ("failed", "unreachable")


def test_what_a_person_has_sent_again_has_days_to_wait_once_more():
    """Also a message that is older than anybody waits for."""
    mailbox = a_mailbox(options=sends_through(a_closed_port()))
    an_answer(mailbox)
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=3))
    send_due()
    retry_delivery(Delivery.objects.get(), by=actors.SYSTEM)

    send_due()

    assert Delivery.objects.get().status == "queued"
    Delivery.objects.update(retried_at=timezone.now() - timedelta(days=2, minutes=1), due_at=timezone.now())
    send_due()
    assert Delivery.objects.get().status == "failed"


def test_a_dead_channel_does_not_hold_up_another(provider, mailbox, monkeypatch):
    monkeypatch.setattr(smtp_sign_in, "CONNECT_SECONDS", 1.0)
    with a_silent_server() as silent:
        dead = a_mailbox(options=sends_through(silent))
        for _ in range(5):
            an_answer(dead)
        an_answer(mailbox)
        began = time.monotonic()

        deliveries.deliver_due(dead.channel_id)
        deliveries.deliver_due(mailbox.channel_id)

    assert len(provider.taken) == 1
    assert time.monotonic() - began < 4
    assert dead.channel_id not in deliveries.due_channels()


def test_a_login_that_is_refused_raises_the_alarm_and_sends_nothing(provider, port):
    mailbox = a_mailbox(
        options=sends_through(port, user="help", auth="password"), secrets={"smtp_password": "wrong"}
    )
    an_answer(mailbox)

    send_due()

    mailbox.refresh_from_db()
    assert mailbox.problem in {"smtp_login", "smtp_encryption"}
    assert "wrong" not in mailbox.problem_detail
    assert not provider.taken


def test_a_server_with_a_certificate_we_cannot_check_gets_nothing(provider, tmp_path):
    """N12: refused, and visible on the channel."""
    _, context = a_certificate(tmp_path)
    with a_server(provider, tls=context) as port:
        mailbox = a_mailbox(options=sends_through(port, tls="starttls", host="localhost"))
        an_answer(mailbox)
        send_due()

    mailbox.refresh_from_db()
    assert mailbox.problem == "smtp_certificate"
    assert not provider.taken
    assert Delivery.objects.get().status == "queued"


def test_a_server_that_does_not_encrypt_gets_nothing_when_it_should(provider, port):
    mailbox = a_mailbox(options=sends_through(port, tls="starttls"))
    an_answer(mailbox)

    send_due()

    mailbox.refresh_from_db()
    assert mailbox.problem == "smtp_encryption"
    assert not provider.taken
