"""A visitor who gave no subject: the ticket is called by how their words begin."""

from __future__ import annotations

import pytest

from tests.channels_in.form.visitor import send
from tests.channels_in.mails import work
from tickets.models import Ticket

LONG = "Halo, pesanan saya kursi makan empat buah sudah dua minggu belum sampai juga, padahal dijanjikan"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("Paket saya\nbelum sampai", "Paket saya belum sampai", id="short"),
        pytest.param("x" * 80, "x" * 80, id="just short enough"),
        pytest.param(
            LONG, "Halo, pesanan saya kursi makan empat buah sudah dua minggu belum sampai juga…", id="long"
        ),
        pytest.param("x" * 81, "x" * 79 + "…", id="one word"),
    ],
)
def test_the_ticket_is_called_by_whole_words(client, form, text, subject):
    send(client, form, subject="", text=text)
    work()

    assert Ticket.objects.get().subject == subject
    assert len(subject) <= 80
