"""One recipient whose server stalls or hangs up costs that one message its tries, and no other its time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F

from channels_in.mail import smtp_client, smtp_sign_in
from tests.channels_in.delivery.provider import an_answer, sends_through
from tests.channels_in.delivery.stubborn import HANG_UP, LATE, STALL, stubborn_server
from tests.channels_in.mails import a_mailbox, send_due
from tickets.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)
STUBBORN = "stubborn@people.example"


def statuses() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("status", flat=True))


@pytest.mark.parametrize(("mood", "reason"), [(HANG_UP, "unreachable"), (STALL, "timeout")])
def test_one_recipient_never_stops_the_others(monkeypatch, mood, reason):
    monkeypatch.setattr(smtp_client, "RECIPIENT_SECONDS", 0.3)
    with stubborn_server(answers={f"rcpt TO:<{STUBBORN}>": mood}) as server:
        mailbox = a_mailbox(options=sends_through(server.port))
        an_answer(mailbox, recipients={"to": [["", STUBBORN]]})
        an_answer(mailbox)
        send_due()

    stubborn = Delivery.objects.order_by("pk")[0]
    mailbox.refresh_from_db()
    assert statuses() == ["queued", "sent"]
    assert (stubborn.attempts, stubborn.reason) == (1, reason)
    assert (mailbox.health, mailbox.problem) == ("working", "")


def test_a_recipient_may_take_longer_than_a_greeting(monkeypatch):
    """Their server may have to ask another one first."""
    monkeypatch.setattr(smtp_sign_in, "COMMAND_SECONDS", 0.3)
    with stubborn_server(answers={"^rcpt": LATE}) as server:
        an_answer(a_mailbox(options=sends_through(server.port)))
        send_due()

    assert statuses() == ["sent"]


def test_a_mail_that_looks_like_a_channel_that_is_down_lets_the_others_go_first_next_time():
    with stubborn_server(answers={"^ehlo": "250-here\r\n250 SIZE", r"SIZE=\d{5}": HANG_UP}) as server:
        mailbox = a_mailbox(options=sends_through(server.port))
        an_answer(mailbox, text="long " * 4000)
        an_answer(mailbox)
        send_due()
        assert statuses() == ["queued", "queued"]
        pass_time(seconds=20)

        send_due()

    assert statuses() == ["queued", "sent"]


def pass_time(*, seconds: int) -> None:
    Delivery.objects.update(due_at=F("due_at") - timedelta(seconds=seconds))
