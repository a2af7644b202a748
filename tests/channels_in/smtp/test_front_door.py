"""The SMTP listener: 250 means committed, and what cannot be committed is the sender's to try again."""

from __future__ import annotations

import smtplib
import ssl
import subprocess
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from channels_in import raw_store
from channels_in.models import Receipt, SecurityEvent
from channels_in.rate import Limit
from tests.channels_in.mails import Line, a_mail, a_mailbox, crlf, hand_over, the_front_door, work
from tickets.models import Message, Ticket

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
    with the_front_door(largest=10_000) as port:
        line = Line(port)
        line.hear()
        line.say("EHLO x\r\nMAIL FROM:<a@b.example> SIZE=10001\r\n")
        answers = [line.hear() for _ in range(2)]
        line.close()

    assert answers[1].startswith("552 ")


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


def test_a_sender_that_writes_too_fast_is_asked_to_come_later_and_others_are_not():
    mailbox = a_mailbox()

    with the_front_door(per_sender=(Limit(3, 60),)) as port:
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


def a_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    subprocess.run(
        [
            *["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"],
            *["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
            *["-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context


class the_ledger_refusing:
    """A database that takes no receipt, as a broken disk or a wrong grant would have it."""

    kind, when = "trigger", ""

    def __enter__(self) -> None:
        with connection.cursor() as sql:
            sql.execute(
                "create function refuse() returns trigger language plpgsql"
                " as $$ begin raise exception 'no room'; end $$"
            )
            sql.execute(
                f"create {self.kind} refuse after insert on channels_in_receipt {self.when}"
                " for each row execute function refuse()"
            )

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as sql:
            sql.execute("drop function refuse() cascade")


class commits_failing(the_ledger_refusing):
    kind, when = "constraint trigger", "deferrable initially deferred"
