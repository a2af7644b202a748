# ruff: noqa: E501, RUF001 - attributions as long as programs write them, in letters of all alphabets
"""What a customer newly wrote, in the words of the mail programs that customers use."""

from __future__ import annotations

import pytest

from channels_in.mail.reply_text import split_reply
from tests.channels_in.mail.letters import an_html_letter, read
from tests.channels_in.mail.segments import SIGNATURE, said

QUESTION = "> Selamat pagi Kak Rina,\n> boleh dibantu nomor pesanannya?\n"


INDONESIAN = [
    pytest.param(
        f"Nomornya 12345, terima kasih.\n\nPada Sen, 2 Nov 2026 pukul 10.15 Toko Maju <help@ours.example> menulis:\n\n{QUESTION}",
        id="Gmail",
    ),
    pytest.param(
        "Nomornya 12345, terima kasih.\n\nPada tanggal Sen, 2 Nov 2026 pukul 10.15 Toko Maju <\n"
        f"help@ours.example> menulis:\n\n{QUESTION}",
        id="Gmail, the line broken",
    ),
    pytest.param(
        f"Nomornya 12345, terima kasih.\n\nPada 2 Nov 2026, pukul 10.15, Toko Maju <help@ours.example> menulis:\n\n{QUESTION}",
        id="Apple Mail",
    ),
    pytest.param(
        "Nomornya 12345, terima kasih.\n\n    Pada Senin, 2 November 2026 10.15.22 WIB, Toko Maju <help@ours.example> "
        "menulis:  \n \n Selamat pagi Kak Rina,\nboleh dibantu nomor pesanannya?\n",
        id="Yahoo, quoted without marks",
    ),
    pytest.param(
        "Nomornya 12345, terima kasih.\n\n________________________________\nDari: Toko Maju <help@ours.example>\n"
        "Dikirim: Senin, 2 November 2026 10.15\nKepada: Rina <rina@people.example>\nPerihal: Paket belum sampai\n\n"
        "Selamat pagi Kak Rina,\n",
        id="Outlook on the web",
    ),
    pytest.param(
        "Nomornya 12345, terima kasih.\n\n*Dari:* Toko Maju\n*Tanggal:* 2 November 2026\n*Kepada:* rina@people.example\n"
        "*Subjek:* Paket\n\nSelamat pagi\n",
        id="Outlook, bold names",
    ),
    pytest.param(
        "Nomornya 12345, terima kasih.\n\n-----Pesan Asli-----\nDari: Toko Maju\nDikirim: 2 November 2026\n\nSelamat pagi\n",
        id="Outlook of old",
    ),
    pytest.param(
        f"Nomornya 12345, terima kasih.\n\nToko Maju <help@ours.example> menulis pada Sen, 2 Nov 2026 10.15:\n\n{QUESTION}",
        id="name first",
    ),
    pytest.param(
        f"Nomornya 12345, terima kasih.\n\nToko Maju menulis:\n\n{QUESTION}", id="bare, before a marked quote"
    ),
    pytest.param(f"Nomornya 12345, terima kasih.\n\n-------- Pesan asli --------\n{QUESTION}", id="Samsung"),
]


@pytest.mark.parametrize("text", INDONESIAN)
def test_an_indonesian_quote_is_set_apart(text: str):
    assert said(text) == "Nomornya 12345, terima kasih."


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, Nov 2, 2026 at 10:15 AM Shop <help@ours.example> wrote:",
        "On 2 Nov 2026, at 10:15, Shop wrote:",
        "Am Mo., 2. Nov. 2026 um 10:15 Uhr schrieb Shop <help@ours.example>:",
        "Le lun. 2 nov. 2026 à 10:15, Shop <help@ours.example> a écrit :",
        "El lun, 2 nov 2026 a las 10:15, Shop (<help@ours.example>) escribió:",
        "Il giorno lun 2 nov 2026 alle ore 10:15 Shop <help@ours.example> ha scritto:",
        "Em seg., 2 de nov. de 2026 às 10:15, Shop <help@ours.example> escreveu:",
        "Op ma 2 nov 2026 om 10:15 schreef Shop <help@ours.example>:",
        "Den mån 2 nov. 2026 kl 10:15 skrev Shop <help@ours.example>:",
        "pon., 2 lis 2026 o 10:15 Shop <help@ours.example> napisał(a):",
        "пн, 2 нояб. 2026 г. в 10:15, Shop <help@ours.example>:",
        "2 Kas 2026 Pzt 10:15 tarihinde Shop <help@ours.example> şunu yazdı:",
        "2026年11月2日(月) 10:15 Shop <help@ours.example>:",
        "在 2026年11月2日，上午10:15，Shop <help@ours.example> 写道：",
        "2026년 11월 2일 (월) 오전 10:15, Shop <help@ours.example>님이 작성:",
        "Vào Th 2, 2 thg 11, 2026 vào lúc 10:15 Shop <help@ours.example> đã viết:",
    ],
)
def test_other_languages_are_understood_as_well(attribution: str):
    assert said(f"Terima kasih.\n\n{attribution}\n\n> Halo\n") == "Terima kasih."


def test_answers_between_quoted_lines_are_all_new():
    text = "Pada 2 Nov 2026 10.15 Toko <a@b.example> menulis:\n> Warna apa?\nMerah.\n> Ukuran apa?\nXL, dua buah.\n"

    assert said(text).split() == ["Merah.", "XL,", "dua", "buah."]


def test_an_answer_below_the_quote_is_new():
    assert (
        said(f"Pada 2 Nov 2026 10.15 Toko <a@b.example> menulis:\n{QUESTION}\nNomornya 12345.")
        == "Nomornya 12345."
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Dari: Jakarta\nKe: Bandung\nTanggal: 2 Nov\nBerat: 3 kg\n",
            id="a shipment that looks like a header",
        ),
        pytest.param("On Monday I wrote:\nplease help. Nobody answered.\n", id="wrote, but nothing quoted"),
        pytest.param("Saya sudah menulis:\n1. nama\n2. alamat\n", id="menulis, but nothing quoted"),
        pytest.param("Saya lampirkan:\n-- resi\n-- foto\n", id="dashes as bullets"),
        pytest.param("> kutipan di awal\n\nItu yang saya maksud.", id="a quote put there by hand"),
        pytest.param("> Hanya kutipan.", id="nothing but a quote"),
        pytest.param(
            "Dikirim dari gudang dua hari lalu tapi sampai sekarang paketnya belum juga datang kak",
            id="sent from",
        ),
    ],
)
def test_in_doubt_the_words_are_the_customers(text: str):
    assert said(text) == text.strip()


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nRina\nPT Maju",
        "--\nRina",
        "Sent from my iPhone",
        "Dikirim dari iPhone saya",
        "Dikirim dari Yahoo Mail di Android",
        "Terkirim dari Samsung Mobile saya.",
        "Get Outlook for Android<https://aka.ms/x>",
        "Dapatkan Outlook untuk iOS<https://aka.ms/x>",
        "-- \nRina\nDikirim dari iPhone saya",
    ],
)
def test_a_signature_is_set_apart(signature: str):
    text = f"Belum sampai.\n\n{signature}\n\nPada 2 Nov 2026 10.15 Toko <a@b.example> menulis:\n> Halo\n"

    assert (said(text), said(text, SIGNATURE)) == ("Belum sampai.", signature)


def test_the_quote_of_an_html_mail_is_set_apart():
    mail = read(
        an_html_letter(
            "<div>Nomornya 12345</div><div class=gmail_quote>Pada Sen, 2 Nov 2026 pukul 10.15 Toko "
            "&lt;help@ours.example&gt; menulis:<blockquote>Selamat pagi</blockquote></div>"
        )
    )

    assert mail.new_text == "Nomornya 12345"
    assert "Selamat pagi" in mail.quoted_text


@pytest.mark.parametrize(
    "text", [case.values[0] for case in INDONESIAN] + ["", "\n\n", "a\r\nb", "a\x0bb\u2028c\x85d"]
)
def test_the_parts_rejoin_to_the_whole(text: str):
    assert "".join(segment.text for segment in split_reply(str(text))) == text
