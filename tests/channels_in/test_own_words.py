"""What a customer wrote is what is read, however much it looks like what a program writes."""

from __future__ import annotations

import pytest

from channels_in.models import Connection
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tickets.models import Message


@pytest.fixture
def mailbox(db) -> Connection:
    return a_mailbox("help@ours.example", channel={"acknowledges": True})


@pytest.mark.parametrize(
    "last",
    [
        "Dikirim melalui JNE, resi 0123456789.",
        "Dikirim dari Surabaya tanggal 3.",
        "Sent via DHL, tracking 4471-22.",
        "Sent from the warehouse on Monday.",
        "Sent from my bank account yesterday.",
        "Dikirim dengan JNE, iPhone resi 0123456789.",
        "Von meinem Konto zweimal abgebucht.",
        "Gesendet mit DPD am Montag.",
    ],
)
def test_how_a_parcel_was_sent_is_no_signature(mailbox, last):
    message = arrives(mailbox, a_mail(mailbox.address, text=f"Barang belum sampai.\n{last}\n")).message

    assert message.text.split("\n") == ["Barang belum sampai.", last]


@pytest.mark.parametrize(
    "said",
    [
        "Pada tanggal 3 November sudah saya tulis:",
        "Tanggal 3.11.2026 saya menulis:",
        "On 3 November I wrote:",
        "On invoice 4471 over 3.000.000 you wrote:",
        "Am 3. November schrieb ich:",
    ],
)
def test_what_a_customer_says_they_wrote_is_no_quote(mailbox, said):
    text = f"Halo,\n{said}\nnomor pesanan 123 belum sampai.\n"

    message = arrives(mailbox, a_mail(mailbox.address, text=text)).message

    assert message.text == text.strip()


def test_a_quote_is_one_with_its_marks_though_no_clock_stands_above_it(mailbox):
    text = "Sudah sampai.\n\nOn Mon, 2 Nov 2026, Toko Maju wrote:\n> Sudah sampai?\n"

    message = arrives(mailbox, a_mail(mailbox.address, text=text)).message

    assert message.text == "Sudah sampai."


def test_a_ticket_about_automatic_replies_is_a_persons_and_only_not_answered_by_a_machine(mailbox):
    subject = "Out of office - how do I switch it on?"

    ticket = arrives(mailbox, a_mail(mailbox.address, subject=subject)).message.ticket

    assert ticket.waiting_since is not None
    assert not ticket.messages.get().is_auto_reply
    assert not Message.objects.filter(direction="outbound").exists()
