"""A server that was not asked for more gets seven bits, whatever language the answer is in."""

from __future__ import annotations

import pytest

from tests.channels_in.delivery.provider import an_answer
from tests.channels_in.mails import send_due

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Baik, terima kasih – paketnya “sudah” dikirim ✓ 谢谢"


def test_letters_beyond_ascii_leave_in_seven_bits(provider, mailbox):
    an_answer(mailbox, text=WORDS)

    send_due()

    [(_, _, raw)] = provider.taken
    [mail] = provider.mails
    assert raw.isascii()
    assert mail.get_body(("plain",)).get_content().startswith(WORDS)
    assert WORDS in mail.get_body(("html",)).get_content()
