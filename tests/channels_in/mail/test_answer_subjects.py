"""The reader's child tells an answer by its subject as the rest of the house does, alone."""

from __future__ import annotations

import pytest

from channels_in.mail.reply_marks import is_answer_subject, is_forward_subject
from helpdesk.lib.subjects import plain_subject


@pytest.mark.parametrize(
    ("subject", "is_answer"),
    [
        ("Re: Paket", True),
        ("RE : Paket", True),
        ("Bls[2]: Paket", True),
        ("re (3): Paket", True),
        ("Balas: Paket", True),
        ("Antw\uff1aPaket", True),
        ("回复: 包裹", True),
        ("Fwd: Paket", True),
        ("Diteruskan: Paket", True),
        ("Komplain: kursi rusak", False),
        ("Reply: wanted", False),
        ("Retur barang", False),
        ("", False),
        (":", False),
    ],
)
def test_an_answer_is_told_by_its_subject(subject: str, is_answer: bool):
    assert (is_answer_subject(subject) or is_forward_subject(subject)) == is_answer
    assert (plain_subject(subject) != subject) == is_answer
