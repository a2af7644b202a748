"""A server that does not let this channel send at all: nothing is lost, and the channel's page says so."""

from __future__ import annotations

import pytest

from tests.channels_in.delivery.provider import an_answer, sends_through
from tests.channels_in.delivery.stubborn import stubborn_server
from tests.channels_in.mails import a_mailbox, hurry, send_due
from tickets.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("command", "answer", "problem"),
    [
        ("^mail", "530 5.7.0 Authentication required", "smtp_login"),
        ("^mail", "535 5.7.8 Sign in again", "smtp_login"),
        ("^mail", "553 5.7.1 Sender address rejected: not owned by user help", "smtp_sender"),
        ("^mail", "550 Who are you", "smtp_sender"),
        ("^rcpt", "530 Must issue a STARTTLS command first", "smtp_login"),
    ],
)
def test_what_waits_goes_on_waiting_and_the_alarm_is_raised(command, answer, problem):
    with stubborn_server(answers={command: answer}) as server:
        mailbox = a_mailbox(options=sends_through(server.port))
        for _ in range(2):
            an_answer(mailbox)
        send_due()
        mailbox.refresh_from_db()
        assert (mailbox.health, mailbox.problem) == ("failing", problem)
        assert answer in mailbox.problem_detail
        assert list(Delivery.objects.values_list("status", "attempts")) == [("queued", 0)] * 2

        server.answers.clear()
        for delivery in Delivery.objects.all():
            hurry(delivery)
        send_due()

    mailbox.refresh_from_db()
    assert mailbox.problem == ""
    assert list(Delivery.objects.values_list("status", flat=True)) == ["sent"] * 2


def test_a_mail_too_large_for_the_server_fails_alone():
    with stubborn_server(answers={"^mail": "552 5.3.4 Message size exceeds fixed limit"}) as server:
        mailbox = a_mailbox(options=sends_through(server.port))
        an_answer(mailbox)
        send_due()

    mailbox.refresh_from_db()
    assert (Delivery.objects.get().status, Delivery.objects.get().reason) == ("failed", "too_large")
    assert mailbox.problem == ""
