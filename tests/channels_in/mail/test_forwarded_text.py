# ruff: noqa: E501 - attributions as long as programs write them, in letters of all alphabets
"""What a customer forwarded, apart from what they wrote and quoted."""

from __future__ import annotations

import pytest

from tests.channels_in.mail.letters import a_letter, read
from tests.channels_in.mail.segments import FORWARDED, QUOTED, said


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------\nFrom: A <a@b.example>\nDate: 2 Nov 2026\nSubject: x\nTo: c@d.example\n",
        "---------- Pesan terusan ---------\nDari: A <a@b.example>\nDate: Sen, 2 Nov 2026\nSubject: x\nTo: c@d.example\n",
        "Begin forwarded message:\n\nFrom: A <a@b.example>\nSubject: x\nDate: 2 Nov 2026\n",
        "Awal pesan yang diteruskan:\n\nDari: A <a@b.example>\n",
        "-------- Diteruskan --------\nDari: A\n",
    ],
)
def test_what_is_forwarded_is_kept_apart_from_quotes(mark: str):
    text = f"Tolong dicek.\n\n{mark}\nBarang rusak.\n"

    assert said(text) == "Tolong dicek."
    assert said(text, FORWARDED).endswith("Barang rusak.")
    assert said(text, QUOTED) == ""


def test_a_header_block_under_a_forwarding_subject_is_forwarded():
    text = "Tolong.\n\nDari: A <a@b.example>\nDikirim: 2 Nov 2026 10.15\nKepada: B\nPerihal: x\n\nBarang rusak.\n"

    assert said(text, FORWARDED, subject="Fwd: x").endswith("Barang rusak.")
    assert said(text, QUOTED, subject="Re: x").endswith("Barang rusak.")


def test_of_a_bare_forward_the_forwarded_words_are_what_is_new():
    mail = read(
        a_letter(
            "---------- Forwarded message ---------\nFrom: A <a@b.example>\n\nBarang rusak.\n",
            Subject="Fwd: x",
        )
    )

    assert mail.new_text.endswith("Barang rusak.")
