"""What the mail port acknowledges is in the ledger, and what it cannot keep it does not acknowledge."""

from __future__ import annotations

import time

import pytest

from channels_in.models import Receipt, SecurityEvent
from tests.channels_in.ledger_trouble import commits_failing, the_ledger_refusing
from tests.channels_in.mails import Line, a_mail, a_mailbox, hand_over, the_front_door, work
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_250_is_said_when_the_receipt_has_committed():
    mailbox = a_mailbox()

    with the_front_door() as port:
        answer = hand_over(port, a_mail(mailbox.address), to=[mailbox.address])

    receipt = Receipt.objects.get()
    assert answer == f"250 2.0.0 Kept as {receipt.pk}"
    assert receipt.envelope["from"] == "rina@people.example"
    assert receipt.envelope["to"] == [mailbox.address]


def test_what_the_database_refuses_is_answered_with_451_and_nothing_is_kept():
    mailbox = a_mailbox()

    with the_front_door() as port, the_ledger_refusing():
        answer = hand_over(port, a_mail(mailbox.address), to=[mailbox.address])

    assert answer.startswith("451 ")
    assert not Receipt.objects.exists()


def test_a_commit_that_fails_is_answered_with_451():
    """The insert went well, the commit did not: 250 before the commit would have lost the mail."""
    mailbox = a_mailbox()

    with the_front_door() as port, commits_failing():
        answer = hand_over(port, a_mail(mailbox.address), to=[mailbox.address])

    assert answer.startswith("451 ")
    assert not Receipt.objects.exists()


def test_a_full_disk_is_answered_with_451(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "full"
    settings.DATA_DIR.touch()  # no folder can be made below it
    mailbox = a_mailbox()

    with the_front_door() as port:
        answer = hand_over(port, a_mail(mailbox.address, text="x" * 100_000), to=[mailbox.address])

    assert answer.startswith("451 ")
    assert not Receipt.objects.exists()


def test_a_recipient_that_nobody_has_is_refused_and_counted():
    mailbox = a_mailbox()

    with the_front_door() as port:
        first = hand_over(port, a_mail("nobody@ours.example"), to=["nobody@ours.example"])
        hand_over(port, a_mail("nobody@ours.example"), to=["nobody2@ours.example"])
        known = hand_over(port, a_mail(mailbox.address), to=[mailbox.address.upper()])

    assert first.startswith("550 5.1.1")
    assert known.startswith("250 ")
    assert SecurityEvent.objects.get(kind="unknown_recipient").count == 2


def test_whoever_tries_many_names_gets_no_more_answers():
    a_mailbox()

    with the_front_door() as port:
        line = Line(port)
        line.hear()
        line.say("EHLO x\r\nMAIL FROM:<a@b.example>\r\n" + "RCPT TO:<n@ours.example>\r\n" * 21)
        answers = [line.hear() for _ in range(23)]
        line.close()

    assert answers[-1].startswith("421 ")


def test_a_mailbox_made_a_moment_ago_is_known():
    with the_front_door() as port:
        hand_over(port, a_mail("new@ours.example"), to=["new@ours.example"])
        time.sleep(0.25)
        a_mailbox("new@ours.example")
        answer = hand_over(port, a_mail("new@ours.example"), to=["new@ours.example"])

    assert answer.startswith("250 ")


def test_a_mailbox_that_is_switched_off_asks_to_come_again():
    mailbox = a_mailbox(channel={"is_active": False})

    with the_front_door() as port:
        answer = hand_over(port, a_mail(mailbox.address), to=[mailbox.address])

    assert answer.startswith("450 ")


def test_an_alias_and_an_address_with_a_token_lead_to_the_mailbox():
    mailbox = a_mailbox("help@ours.example", options={"aliases": ["Info@ours.example"]})

    with the_front_door() as port:
        for address in ("info@ours.example", "help+abc-def@ours.example"):
            assert hand_over(port, a_mail(address), to=[address]).startswith("250 ")

    assert Receipt.objects.filter(connection=mailbox).count() == 2


def test_one_mail_to_several_of_our_addresses_is_one_receipt_for_each_mailbox():
    first = a_mailbox(options={"aliases": ["alias@ours.example"]})
    second = a_mailbox()
    mail = a_mail(first.address, Cc=second.address)

    with the_front_door() as port:
        hand_over(port, mail, to=[first.address, "alias@ours.example", second.address])
    work()

    assert sorted(Receipt.objects.values_list("connection_id", flat=True)) == [first.pk, second.pk]
    assert Ticket.objects.count() == 2


def test_zero_bytes_in_addresses_keep_no_mail_from_being_kept():
    mailbox = a_mailbox()
    name, _, domain = mailbox.address.partition("@")

    with the_front_door() as port:
        line = Line(port)
        for words in (
            "EHLO x\r\n",
            "MAIL FROM:<ri\0na@people.example>\r\n",
            f"RCPT TO:<{name}+\0a@{domain}>\r\n",
            "DATA\r\n",
        ):
            line.hear()
            line.say(words)
        line.hear()
        line.say("Subject: a\r\n\r\nb\r\n.\r\n")
        answer = line.hear()
        line.close()

    assert answer.startswith("250 ")
    assert Receipt.objects.get().envelope["to"] == [f"{name}+a@{domain}"]
