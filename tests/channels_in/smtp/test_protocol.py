"""Mails of any shape, and what the protocol lets them be."""

from __future__ import annotations

import pytest

from channels_in import raw_store
from channels_in.models import Receipt
from tests.channels_in.mails import Line, a_mail, a_mailbox, crlf, hand_over, the_front_door

pytestmark = pytest.mark.django_db(transaction=True)


def test_lines_of_any_length_arrive_unchanged():
    mailbox = a_mailbox()
    long = b"y" * 200_000
    raw = crlf(a_mail(mailbox.address)) + b"x" * 5000 + b"\r\n" + long + b"\r\n.dot\r\n..two\r\nlast"

    with the_front_door() as port:
        assert hand_over(port, raw, to=[mailbox.address]).startswith("250 ")

    assert raw_store.read(Receipt.objects.get()) == raw + b"\r\n"


def test_a_mail_without_any_content_is_taken():
    mailbox = a_mailbox()

    with the_front_door() as port:
        assert hand_over(port, b"", to=[mailbox.address]).startswith("250 ")
        line = Line(port)
        line.hear()
        line.say(f"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{mailbox.address}>\r\nDATA\r\n.\r\nNOOP\r\n")
        answers = [line.hear() for _ in range(6)]
        line.close()

    assert [answer[:3] for answer in answers] == ["250", "250", "250", "354", "250", "250"]


def test_a_lone_line_feed_never_ends_a_mail():
    """Else a mail could smuggle a second one in that our checks of sender and recipient never saw."""
    mailbox = a_mailbox()
    inside = b"\n.\nMAIL FROM:<forged@b.example>\r\n.\nRCPT TO:<x@ours.example>\n.\r\nDATA\r\n"

    with the_front_door() as port:
        line = Line(port)
        line.hear()
        line.say(f"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{mailbox.address}>\r\nDATA\r\n")
        line.say(b"Subject: one\r\n\r\nhello" + inside + b"\r\n.\r\nQUIT\r\n")
        answers = [line.hear() for _ in range(6)]
        line.close()

    assert [answer[:3] for answer in answers] == ["250", "250", "250", "354", "250", "221"]
    assert Receipt.objects.count() == 1
    assert raw_store.read(Receipt.objects.get()).startswith(b"Subject: one\r\n\r\nhello\n.\nMAIL FROM")


def test_commands_sent_ahead_are_answered_in_order():
    mailbox = a_mailbox()
    mail = crlf(a_mail(mailbox.address)).decode()
    one = f"MAIL FROM:<a@b.example>\r\nRCPT TO:<{mailbox.address}>\r\nDATA\r\n{mail}.\r\n"

    with the_front_door() as port:
        line = Line(port)
        line.hear()
        line.say("EHLO x\r\n" + one + one + "QUIT\r\n")
        answers = [line.hear() for _ in range(10)]
        line.close()

    assert [answer[:3] for answer in answers] == [
        "250", "250", "250", "354", "250", "250", "250", "354", "250", "221",
    ]  # fmt: skip
    assert Receipt.objects.count() == 2


def test_what_is_too_large_is_refused_for_good_and_the_next_mail_is_taken():
    mailbox = a_mailbox()

    with the_front_door(largest=10_000) as port:
        refused = hand_over(port, a_mail(mailbox.address, text="long line\n" * 2_000), to=[mailbox.address])
        taken = hand_over(port, a_mail(mailbox.address), to=[mailbox.address])

    assert refused.startswith("552 5.3.4")
    assert taken.startswith("250 ")


def test_a_size_announced_too_large_is_refused_before_it_is_sent():
    with the_front_door(largest=5 * 1024 * 1024) as port:
        line = Line(port)
        line.hear()
        line.say("EHLO x\r\nMAIL FROM:<a@b.example> SIZE=6000000\r\n")
        answers = [line.hear() for _ in range(2)]
        line.close()

    assert answers[1].startswith("552 5.3.4 Too large: at most 5 MB")


def test_letters_beyond_ascii_in_addresses_and_bytes_beyond_it_in_mails_are_taken():
    mailbox = a_mailbox("bantuan@ours.example")
    raw = crlf(a_mail(mailbox.address)) + "Terima kasih, Ünïcode ✓\r\n".encode()

    with the_front_door() as port:
        line = Line(port)
        line.hear()
        line.say("EHLO x\r\n")
        offered = line.hear()
        line.say("MAIL FROM:<rína@b.example> BODY=8BITMIME SMTPUTF8\r\n")
        line.say(f"RCPT TO:<{mailbox.address}>\r\nDATA\r\n".encode() + raw + b".\r\n")
        answers = [line.hear() for _ in range(4)]
        line.close()

    assert offered.startswith("250 ")
    assert [answer[:3] for answer in answers] == ["250", "250", "354", "250"]
    assert Receipt.objects.get().envelope["from"] == "rína@b.example"


def test_a_report_without_a_sender_is_taken():
    mailbox = a_mailbox()

    with the_front_door() as port:
        assert hand_over(port, a_mail(mailbox.address), to=[mailbox.address], sender="").startswith("250 ")

    assert Receipt.objects.get().envelope["from"] == ""
