"""A server that does not hand out a mail: it is asked again, and no mail is passed over in silence."""

from __future__ import annotations

import pytest

from channels_in.actions.move_cursor import ensure_cursors
from channels_in.mail import fetch
from channels_in.models import Connection, MailboxCursor, Receipt, ReceiptItem
from tests.channels_in.imap.mailbox import a_fetched_mailbox, look, mails_to, subjects
from tests.channels_in.imap.moody import NIL, NO, NOTHING, MoodyServer, moody_server
from tests.channels_in.mails import crlf, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(user):
    one, two = (crlf(mail) for mail in mails_to(user, 1, 2))
    with moody_server(_1=one, _2=two) as server:
        yield server


@pytest.fixture
def mailbox(server: MoodyServer, user: str) -> Connection:
    return a_fetched_mailbox(server.port, user)


def problem_of(mailbox: Connection) -> str:
    mailbox.refresh_from_db()
    return mailbox.problem


@pytest.mark.parametrize("mood", [NO, NIL, NOTHING])
def test_a_mail_that_is_there_and_not_handed_out_is_asked_for_again(server, mailbox, mood):
    server.moods[1] = mood
    assert look(mailbox) is False
    assert problem_of(mailbox) == "imap_fetch"

    server.moods.clear()
    assert look(mailbox)
    work()

    assert subjects() == ["mail 1", "mail 2"]


def test_a_mail_that_the_list_leaves_out_is_fetched_all_the_same(server, mailbox):
    server.unlisted.add(1)

    assert look(mailbox)
    work()

    assert subjects() == ["mail 1", "mail 2"]


def test_a_mail_that_is_gone_meanwhile_holds_up_nothing(server, mailbox):
    server.gone.add(1)

    assert look(mailbox)
    work()

    assert subjects() == ["mail 2"]


def test_what_is_never_handed_out_ends_on_the_list_and_the_next_one_is_fetched(server, mailbox):
    server.moods[1] = NO

    polls = [look(mailbox) for _ in range(fetch.GIVE_UP_ON_ONE)]
    work()

    assert polls == [False] * (fetch.GIVE_UP_ON_ONE - 1) + [True]
    assert subjects() == ["mail 2"]
    assert ReceiptItem.objects.get(outcome="dead").reason == "unfetched"


def test_a_long_outage_costs_no_mail_its_tries(server, mailbox):
    """The polls that failed before it came say nothing about this mail."""
    [cursor] = ensure_cursors()
    MailboxCursor.objects.filter(pk=cursor.pk).update(
        attempts=cursor.max_attempts - 1, last_error="imap_unreachable: OSError: gone"
    )
    server.moods[1] = NO

    assert look(mailbox) is False
    assert look(mailbox) is False

    assert not Receipt.objects.exists()
