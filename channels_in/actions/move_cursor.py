"""Where the poller is in a mailbox. It only moves past what is kept, and only for the worker that holds
the claim.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from channels_in.models import Connection, MailboxCursor
from events.claimable import ClaimableQuerySet
from tickets.models import ChannelKind

LEASE = timedelta(minutes=2)
SENT = "\\Sent"  # as a name: no folder is called so
WAITS = (5, 15, 60, 120, 300)  # seconds after each failed poll


class LostCursor(Exception):
    """Another poller holds the mailbox by now."""


def ensure_cursors() -> list[MailboxCursor]:
    """One for each mailbox that is fetched by IMAP, and one for its sent mail where that is read as well."""
    fetched = Connection.objects.filter(
        channel__kind=ChannelKind.MAIL, channel__is_active=True, options__receives="imap"
    ).select_related("channel")
    incoming = [_cursor_of(connection) for connection in fetched]
    return incoming + [_sent_cursor_of(one.connection) for one in incoming if _reads_sent(one.connection)]


@transaction.atomic
def begin_folder(
    cursor: MailboxCursor, *, uidvalidity: int, last_uid: int, history_to: int, since: datetime | None
) -> None:
    """At the first look, and when the server has numbered its mails anew."""
    _move(cursor, uidvalidity=uidvalidity, last_uid=last_uid, history_to=history_to, since=since)


@transaction.atomic
def pass_mail(cursor: MailboxCursor, *, uid: int) -> None:
    """The mail's receipt has committed, or there was nothing to keep."""
    _move(cursor, last_uid=uid)


@transaction.atomic
def rest_cursor(cursor: MailboxCursor, *, interval: timedelta) -> None:
    """All is fetched; a full round of failures may come again."""
    _held(cursor).update(due_at=Now() + interval, lease_until=None, attempts=0, last_error="")


@transaction.atomic
def put_off_cursor(cursor: MailboxCursor, *, error: str) -> None:
    """A mailbox is never given up: its attempts count for the waiting time, and for a mail that the server
    refuses. Other trouble than before begins anew: the mail of today is not to pay for yesterday's outage.
    """
    attempts = min(cursor.attempts, cursor.max_attempts - 1) if _is_same(error, cursor.last_error) else 1
    wait = timedelta(seconds=WAITS[min(attempts, len(WAITS)) - 1])
    _held(cursor).update(due_at=Now() + wait, lease_until=None, attempts=attempts, last_error=error[:2000])


@transaction.atomic
def wake_cursor(cursor: MailboxCursor) -> None:
    """Something arrived: look now. Also a mailbox whose pollers died of it each time, which else nobody
    looked at.
    """
    dead = Q(state=MailboxCursor.State.DEAD)
    MailboxCursor.objects.filter(dead, pk=cursor.pk).update(state=MailboxCursor.State.PENDING, attempts=0)
    MailboxCursor.objects.filter(pk=cursor.pk, lease_until=None).update(due_at=Now())


def _is_same(error: str, former: str) -> bool:
    """By what comes before the server's own words: the code and the mail, or the kind of error."""
    return error.split(": ")[:2] == former.split(": ")[:2]


def _reads_sent(connection: Connection) -> bool:
    return bool(connection.options.get("imap", {}).get("reads_sent"))


def _cursor_of(connection: Connection) -> MailboxCursor:
    return _cursor(connection, connection.options.get("imap", {}).get("folder") or "INBOX", holds_sent=False)


def _sent_cursor_of(connection: Connection) -> MailboxCursor:
    """Without a name it is the folder that the server itself calls so (RFC 6154)."""
    return _cursor(connection, connection.options["imap"].get("sent_folder") or SENT, holds_sent=True)


def _cursor(connection: Connection, folder: str, *, holds_sent: bool) -> MailboxCursor:
    cursor, _ = MailboxCursor.objects.get_or_create(
        connection=connection, folder=folder, defaults={"holds_sent": holds_sent}
    )
    if cursor.state == MailboxCursor.State.DEAD:
        wake_cursor(cursor)
    cursor.connection = connection
    return cursor


def _move(cursor: MailboxCursor, **fields: object) -> None:
    """The lease goes on with the work, so that a large mailbox can be fetched in one go."""
    if not _held(cursor).update(lease_until=Now() + LEASE, **fields):
        raise LostCursor
    cursor.refresh_from_db(fields=["lease_until", *fields])


def _held(cursor: MailboxCursor) -> ClaimableQuerySet[MailboxCursor]:
    return MailboxCursor.objects.filter(
        pk=cursor.pk, state=MailboxCursor.State.PENDING, lease_until=cursor.lease_until
    )
