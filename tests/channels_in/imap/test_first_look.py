"""What a mailbox held before we came is not taken for news, whatever its server leaves unsaid."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.channels_in.imap.mailbox import a_fetched_mailbox, look, mails_to, subjects
from tests.channels_in.imap.moody import moody_server
from tests.channels_in.mails import crlf, work
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_server_that_does_not_say_what_comes_next_brings_no_history_up(user):
    old, older, new = (crlf(mail) for mail in mails_to(user, 1, 2, 3))
    with moody_server(_5=old, _9=older) as server:
        server.tells_next = False
        mailbox = a_fetched_mailbox(server.port, user, start="new")
        assert look(mailbox)
        server.mails[10] = new

        assert look(mailbox)
    work()

    assert subjects() == ["mail 3"]


def test_an_empty_mailbox_whose_server_does_not_say_what_comes_next_is_read_from_its_first_mail(user):
    with moody_server() as server:
        server.tells_next = False
        mailbox = a_fetched_mailbox(server.port, user, start="new")
        assert look(mailbox)
        server.mails[1] = crlf(*mails_to(user, 1))

        assert look(mailbox)
    work()

    assert subjects() == ["mail 1"]


@pytest.mark.parametrize(("days", "answers"), [(0, 1), (40, 0)])
def test_only_what_has_just_arrived_in_the_mailbox_is_acknowledged(user, days, answers):
    """All of an old mailbox may be wanted as tickets: nobody wants an answer to it from a machine."""
    with moody_server(_1=crlf(*mails_to(user, 1))) as server:
        server.arrived[1] = timezone.now() - timedelta(days=days)
        mailbox = a_fetched_mailbox(server.port, user, start="all")
        mailbox.channel.acknowledges = True
        mailbox.channel.save(update_fields=["acknowledges"])
        assert look(mailbox)
    work()

    assert Ticket.objects.count() == 1
    assert Message.objects.filter(author_kind=Message.AuthorKind.SYSTEM).count() == answers
