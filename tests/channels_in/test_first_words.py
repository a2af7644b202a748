"""A first mail answers nothing: nothing of it is folded away because it looks like a quote or a signature."""

from __future__ import annotations

import pytest

from tests.channels_in.mails import a_mail, arrives

LETTER = """\
Kepada Yth.: Bagian Layanan Pelanggan
Dari: PT Maju Jaya
Tanggal: 22 November 2026
Perihal: Komplain kursi rusak

Dengan hormat,
Kursi kami rusak. Kami minta uang kembali.
"""


def message_of(mailbox, text: str, **headers: str):
    return arrives(mailbox, a_mail(mailbox.address, text=text, **headers)).message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LETTER, id="a formal letter"),
        pytest.param("PT MAJU JAYA\n==========\n" + LETTER, id="on letter paper"),
        pytest.param("Halo Nusa Living,\n\n" + LETTER, id="below a greeting"),
        pytest.param(LETTER.replace("PT Maju Jaya", "Budi <budi@maju.example>"), id="with an address"),
        pytest.param(
            "Halo,\n\nPada tanggal 3 November 2026 pukul 10.15 admin Anda menulis:\nbarang dikirim besok\n"
            "Saya minta uang saya kembali.\n",
            id="what an agent said",
        ),
        pytest.param(
            "Hello,\n\nOn Monday at 10:15 your colleague Rani wrote:\nit ships tomorrow\n"
            "I want my money back.\n",
            id="what an agent said, in English",
        ),
        pytest.param(
            "Pesanan 1: kursi rusak\n--\nPesanan 2: meja, alamat baru Jl. Mawar 7\nMohon dikirim Senin\n",
            id="a rule between two matters",
        ),
        pytest.param("Yang rusak:\n\n> kursi\n> meja\n", id="a list drawn with the mark of quotes"),
    ],
)
def test_a_first_mail_is_read_whole(mailbox, text):
    message = message_of(mailbox, text)

    assert (message.text, message.quoted, message.signature) == (text.strip(), "", "")


def test_what_is_added_below_the_line_of_a_phone_is_read(mailbox):
    message = message_of(
        mailbox, "Kursi saya rusak.\n\nSent from my iPhone\nPS: batalkan pesanan NL-333 juga\n"
    )

    assert message.text.split("\n")[-1] == "PS: batalkan pesanan NL-333 juga"
    assert message.signature == "Sent from my iPhone"


def test_what_is_added_below_a_signature_is_read(mailbox):
    message = message_of(mailbox, "Kursi saya rusak.\n--\nRina\nSent from my iPhone\nPS: batalkan juga\n")

    assert message.text.endswith("PS: batalkan juga")
    assert message.signature == "--\nRina\nSent from my iPhone"


def test_a_link_below_the_line_of_a_program_is_the_programs(mailbox):
    message = message_of(mailbox, "Kursi saya rusak.\n\nGet Outlook for Android\n<https://aka.ms/x>\n")

    assert message.text == "Kursi saya rusak."


@pytest.mark.parametrize("rule", ["-- ", "--", "—"])
def test_a_signature_at_the_end_is_still_one(mailbox, rule):
    message = message_of(mailbox, f"Kursi saya rusak.\n\n{rule}\nRina Kusuma\nPT Maju Jaya\n0812 345 678\n")

    assert message.text == "Kursi saya rusak."


@pytest.mark.parametrize(
    "quote",
    [
        "Pada Sen, 2 Nov 2026 pukul 10.15 Toko Maju <help@ours.example> menulis:\n> Warna apa?\n",
        "-----Pesan Asli-----\nDari: Toko Maju\nDikirim: 2 November 2026\n\nWarna apa?\n",
    ],
)
def test_what_a_mail_program_marked_as_a_quote_is_one_in_a_first_mail_too(mailbox, quote):
    message = message_of(mailbox, f"Merah.\n\n{quote}")

    assert message.text == "Merah."
    assert "Warna apa?" in message.quoted


def test_an_answer_without_marks_is_told_from_its_quote(mailbox):
    text = "Sudah.\n\nDari: Toko <help@ours.example>\nTanggal: 2 Nov 2026\nPerihal: Kursi\n\nSudah sampai?\n"

    assert message_of(mailbox, text, subject="Bls: Kursi").text == "Sudah."
    assert message_of(mailbox, text, In_Reply_To="<x@elsewhere.example>").text == "Sudah."


def test_a_letter_in_an_answer_is_no_quote_either(mailbox):
    assert message_of(mailbox, LETTER, subject="Re: Kursi").text == LETTER.strip()
