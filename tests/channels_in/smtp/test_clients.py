"""Clients that hurry, stall, trickle or vanish, and many at once."""

from __future__ import annotations

import smtplib
import ssl
import threading
import time

import pytest

from channels_in.mail.smtp_limits import DoorLimits
from channels_in.models import Receipt
from channels_in.rate import Limit
from tests.channels_in.certificates import a_certificate
from tests.channels_in.mails import Line, a_mail, a_mailbox, hand_over, the_front_door, work
from tickets.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sender_that_writes_too_fast_is_asked_to_come_later_and_others_are_not():
    mailbox = a_mailbox()

    with the_front_door(limits=DoorLimits(per_sender=(Limit(3, 60),))) as port:
        answers = [
            hand_over(port, a_mail(mailbox.address), to=[mailbox.address], sender="fast@b.example")
            for _ in range(5)
        ]
        other = hand_over(port, a_mail(mailbox.address), to=[mailbox.address], sender="calm@b.example")

    assert [answer[:3] for answer in answers] == ["250", "250", "250", "451", "451"]
    assert other.startswith("250 ")
    assert Receipt.objects.count() == 4


def test_a_client_that_says_nothing_is_let_go():
    with the_front_door(idle_seconds=0.3) as port:
        line = Line(port)
        line.hear()
        began = time.monotonic()
        assert line.file.readline() == b""
        line.close()

    assert time.monotonic() - began < 5


def test_a_client_that_trickles_its_mail_is_let_go_and_nothing_of_it_is_kept():
    mailbox = a_mailbox()

    with the_front_door(idle_seconds=0.5) as port:
        line = Line(port)
        line.hear()
        line.say(f"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{mailbox.address}>\r\nDATA\r\n")
        assert [line.hear()[:3] for _ in range(4)] == ["250", "250", "250", "354"]
        with pytest.raises(OSError, match=r"."):
            for _ in range(50):
                line.say(b"x\r\n")
                time.sleep(0.1)
        line.close()

    assert not Receipt.objects.exists()


def test_a_client_that_vanishes_before_the_end_leaves_nothing_behind():
    mailbox = a_mailbox()

    with the_front_door() as port:
        line = Line(port)
        line.hear()
        line.say(
            f"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{mailbox.address}>\r\nDATA\r\nSubject: x\r\n"
        )
        [line.hear() for _ in range(4)]
        line.file.close()
        line.close()
        time.sleep(0.2)

    assert not Receipt.objects.exists()


def test_more_connections_than_we_bear_are_told_so():
    with the_front_door(most_connections=2) as port:
        lines = [Line(port) for _ in range(3)]
        greetings = [line.hear()[:3] for line in lines]
        lines[0].say("QUIT\r\n")
        lines[0].hear()
        lines[0].file.close()
        lines[0].close()
        time.sleep(0.1)
        again = Line(port)
        greetings.append(again.hear()[:3])
        for line in [*lines[1:], again]:
            line.close()

    assert greetings == ["220", "220", "421", "220"]


def test_mail_travels_encrypted_when_we_have_a_certificate(tmp_path):
    mailbox = a_mailbox()
    certificate, context = a_certificate(tmp_path)

    with the_front_door(tls=context) as port, smtplib.SMTP("localhost", port, timeout=10) as client:
        client.starttls(context=ssl.create_default_context(cafile=str(certificate)))
        client.ehlo()
        offers_login = client.has_extn("auth")
        client.send_message(a_mail(mailbox.address), to_addrs=[mailbox.address])

    assert Receipt.objects.get().envelope["tls"] is True
    assert not offers_login


def test_mails_that_arrive_together_are_all_kept():
    mailbox = a_mailbox()
    answers: list[str] = []

    with the_front_door() as port:
        senders = [
            threading.Thread(
                target=lambda n=n: answers.append(
                    hand_over(port, a_mail(mailbox.address), to=[mailbox.address], sender=f"s{n}@b.example")
                )
            )
            for n in range(12)
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
    work()

    assert [answer[:3] for answer in answers] == ["250"] * 12
    assert Message.objects.count() == 12
