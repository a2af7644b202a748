"""Machines are not told that we are closed."""

from __future__ import annotations

import pytest

from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tests.channels_in.out_of_hours.closed import closed_now, told


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "list"},
        {"List_Id": "<news.example>"},
        {"sender": "no-reply@people.example"},
        {"sender": "MAILER-DAEMON@mx.people.example"},
    ],
)
def test_no_machine_is_told(headers):
    mailbox = a_mailbox(channel={"answers_out_of_hours": True, "calendar": closed_now()})

    arrives(mailbox, a_mail(mailbox.address, **headers))

    assert not told()


@pytest.mark.django_db
def test_two_mailboxes_that_are_both_closed_stop_at_once():
    mailbox = a_mailbox(channel={"answers_out_of_hours": True, "calendar": closed_now()})
    arrives(mailbox, a_mail(mailbox.address, sender="other@desk.example", message_id="<1@desk.example>"))

    for n in range(5):
        arrives(
            mailbox,
            a_mail(mailbox.address, sender="other@desk.example", subject=f"Re: {n}", text=f"closed {n}"),
        )

    assert len(told()) == 1
