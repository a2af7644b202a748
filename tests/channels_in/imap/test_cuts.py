"""Wherever the line or the poller breaks, every mail arrives once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection as database
from django.db.models.functions import Now
from django.utils import timezone

from channels_in.actions.move_cursor import ensure_cursors
from channels_in.mail.fetch import poll
from channels_in.mail.imap import ImapSession
from channels_in.mail.pollers import route_to
from channels_in.models import MailboxCursor, Receipt
from tests.channels_in.imap.cutting import Cut, CuttingLine
from tests.channels_in.imap.mailbox import a_fetched_mailbox, look, mails_to, subjects
from tests.channels_in.mails import work

pytestmark = pytest.mark.django_db(transaction=True)


CUTS = {
    "before the greeting": Cut(rb"^", by_server=True),
    "in the greeting": Cut(rb"\* OK", by_server=True),
    "at the login": Cut(rb"LOGIN", by_server=False),
    "after the login": Cut(rb"Logged in", by_server=True, after=2),
    "at looking into the folder": Cut(rb"EXAMINE", by_server=False),
    "in what the folder holds": Cut(rb"UIDVALIDITY", by_server=True),
    "at the search": Cut(rb"UID SEARCH", by_server=False),
    "in the numbers found": Cut(rb"\* SEARCH", by_server=True),
    "at the list of sizes": Cut(rb"RFC822.SIZE", by_server=False),
    "in the list of sizes": Cut(rb"RFC822.SIZE", by_server=True),
    "at fetching the first mail": Cut(rb"BODY.PEEK", by_server=False),
    "before the first mail's bytes": Cut(rb"BODY\[\] \{\d+\}\r\n", by_server=True),
    "in the first mail's bytes": Cut(rb"BODY\[\] \{\d+\}\r\n", by_server=True, after=60),
    "in the second mail's bytes": Cut(rb"mail 2(.|\n)*Message-ID", by_server=True),
    "before the last mail is complete": Cut(rb"body 3", by_server=True),
    "after everything": Cut(rb"body 3(.|\n)*Fetch completed", by_server=True),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS.keys())
def test_wherever_the_line_breaks_every_mail_arrives_once(dovecot, user, cut):
    dovecot.put(user, *mails_to(user, 1, 2, 3))
    line = CuttingLine(dovecot.port, Cut(cut.pattern, cut.by_server, cut.after))
    mailbox = a_fetched_mailbox(line.port, user)

    looks = 0
    while looks < 3:
        looks += 1
        if look(mailbox):
            break
    work()
    line.close()

    assert line.cuts == 1
    assert looks <= 2
    assert subjects() == ["mail 1", "mail 2", "mail 3"]
    assert Receipt.objects.count() == 3
    assert dovecot.seen(user) == []


def test_a_poller_that_dies_between_keeping_and_moving_on_doubles_nothing(dovecot, user):
    """The receipt has committed, the cursor has not moved: the same mail is fetched again."""
    dovecot.put(user, *mails_to(user, 1, 2))
    mailbox = a_fetched_mailbox(dovecot.port, user)

    with pytest.raises(Exception, match="no step"), the_cursor_standing_still():
        look(mailbox)
    assert Receipt.objects.count() == 1
    MailboxCursor.objects.update(lease_until=Now())
    look(mailbox)
    work()

    assert Receipt.objects.count() == 2
    assert subjects() == ["mail 1", "mail 2"]


def test_a_mail_is_kept_before_the_cursor_moves_past_it(dovecot, user):
    dovecot.put(user, *mails_to(user, 1, 2))
    mailbox = a_fetched_mailbox(dovecot.port, user)
    from tests.channels_in.ledger_trouble import the_ledger_refusing

    with pytest.raises(Exception, match="no room"), the_ledger_refusing():
        look(mailbox)
    assert MailboxCursor.objects.get().last_uid == 0
    MailboxCursor.objects.update(lease_until=Now())
    look(mailbox)
    work()

    assert subjects() == ["mail 1", "mail 2"]


def test_two_pollers_of_one_mailbox_do_not_get_in_each_others_way(dovecot, user):
    dovecot.put(user, *mails_to(user, 1, 2))
    mailbox = a_fetched_mailbox(dovecot.port, user)
    [cursor] = ensure_cursors()
    MailboxCursor.objects.update(lease_until=timezone.now() + timedelta(minutes=1))

    assert poll(cursor.pk, ImapSession(partial(route_to, mailbox.pk))) is None
    assert not Receipt.objects.exists()


def test_a_mailbox_whose_pollers_died_of_it_each_time_is_still_looked_into(dovecot, user):
    a_fetched_mailbox(dovecot.port, user)
    [cursor] = ensure_cursors()
    MailboxCursor.objects.filter(pk=cursor.pk).update(state="dead")

    ensure_cursors()

    cursor.refresh_from_db()
    assert cursor.state == "pending"


class the_cursor_standing_still:
    def __enter__(self) -> None:
        with database.cursor() as sql:
            sql.execute(
                "create function stand_still() returns trigger language plpgsql"
                " as $$ begin raise exception 'no step'; end $$"
            )
            sql.execute(
                "create trigger stand_still before update on channels_in_mailboxcursor for each row"
                " when (old.last_uid <> new.last_uid) execute function stand_still()"
            )

    def __exit__(self, *_: object) -> None:
        with database.cursor() as sql:
            sql.execute("drop function stand_still() cascade")
