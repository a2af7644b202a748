"""An admin changes addresses between a client's RCPT and the end of its mail."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from channels_in.mail import smtp_listener
from channels_in.models import Connection, Receipt
from tests.channels_in.mails import Line, a_mailbox, the_front_door

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailbox(monkeypatch) -> Connection:
    monkeypatch.setattr(smtp_listener, "REMEMBERED_SECONDS", 0.0)
    return a_mailbox(options={"aliases": ["info@ours.example"]})


def hand_over_while(meanwhile: Callable[[], object]) -> str:
    """To two addresses of ours; the answer to the mail."""
    other = a_mailbox()
    with the_front_door() as port:
        line = Line(port)
        line.hear()
        line.say("EHLO x\r\nMAIL FROM:<a@b.example>\r\n")
        line.say(f"RCPT TO:<info@ours.example>\r\nRCPT TO:<{other.address}>\r\n")
        assert [line.hear()[:3] for _ in range(4)] == ["250"] * 4
        meanwhile()
        line.say("DATA\r\nSubject: x\r\n\r\nhello\r\n.\r\n")
        line.hear()
        answer = line.hear()
        line.close()
    return answer


def test_a_mail_for_an_address_that_is_taken_away_meanwhile_is_kept(mailbox):
    """We have said yes to it."""
    answer = hand_over_while(lambda: Connection.objects.filter(pk=mailbox.pk).update(options={}))

    assert answer.startswith("250 ")
    assert Receipt.objects.filter(connection=mailbox).count() == 1


def test_a_mail_for_a_mailbox_that_is_gone_meanwhile_is_not_acknowledged(mailbox):
    answer = hand_over_while(mailbox.delete)

    assert answer.startswith("451 ")
    assert not Receipt.objects.exists()
