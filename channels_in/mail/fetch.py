"""Fetches what is new in a mailbox: keep first, then move on. The cursor says where we are, never \\Seen."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from channels_in.actions.move_cursor import (
    LEASE,
    LostCursor,
    begin_folder,
    pass_mail,
    put_off_cursor,
    rest_cursor,
)
from channels_in.actions.note_health import SENT_MAIL, note_polled, note_problem, note_works
from channels_in.actions.take_receipt import take_receipt
from channels_in.mail import handover
from channels_in.mail.imap import Folder, ImapSession, Listed, MailboxProblem, WontHandOver
from channels_in.mail.interval import interval_of
from channels_in.mail.limits import MAIL_BYTES
from channels_in.models import MailboxCursor, Receipt
from events import claims

log = logging.getLogger(__name__)

LIST_AT_ONCE = 100
GIVE_UP_ON_ONE = 5  # polls that a mail the server refuses may hold up the ones behind it
SKEW = timedelta(hours=1)  # between our clock and the mail server's
OLDEST = timedelta(days=1)  # an older arrival is history: no promise starts then


def poll(cursor_id: int, session: ImapSession) -> bool | None:
    """Look into the mailbox if that is due and nobody else does. None: it was not; else whether it went
    well.
    """
    rows = MailboxCursor.objects.filter(pk=cursor_id).select_related("connection__channel")
    taken = claims.claim(rows, limit=1, lease=LEASE)
    if not taken:
        return None
    cursor = taken[0]
    try:
        _fetch_new(cursor, session)
    except LostCursor:
        session.close()
        return False
    except MailboxProblem as problem:
        log.warning("Mailbox %s: %s", cursor.connection.address, problem)
        put_off_cursor(cursor, error=str(problem))
        note_problem(cursor.connection, _problem_of(cursor, problem), detail=problem.detail)
        return False
    rest_cursor(cursor, interval=interval_of(cursor))
    if cursor.holds_sent:
        note_works(cursor.connection, SENT_MAIL)
    else:
        note_polled(cursor.connection)
    return True


def _problem_of(cursor: MailboxCursor, problem: MailboxProblem) -> str:
    """Of the sent mail by a name of its own: fetching what comes in may work all the same."""
    if not cursor.holds_sent:
        return problem.code
    return f"{SENT_MAIL}_folder" if problem.code == "imap_folder" else f"{SENT_MAIL}_unread"


def _fetch_new(cursor: MailboxCursor, session: ImapSession) -> None:
    folder = session.look_into(cursor.folder)
    if cursor.uidvalidity != folder.uidvalidity:
        _begin(cursor, folder)
    uids = session.uids_after(cursor.last_uid)
    for start in range(0, len(uids), LIST_AT_ONCE):
        batch = uids[start : start + LIST_AT_ONCE]
        listed = session.list(batch)
        for uid in batch:
            mail = listed.get(uid) or Listed(uid=uid, size=0, arrived_at=None)
            if not _is_history(cursor, mail):
                _keep(cursor, session, mail)
            pass_mail(cursor, uid=uid)


def _begin(cursor: MailboxCursor, folder: Folder) -> None:
    """A mailbox seen for the first time starts with what arrives from now on, unless its settings want all.
    After another account or folder of this channel it starts when that one was last read: it may be the same
    mailbox by another name, and somebody wrote meanwhile.

    One that numbers its mails anew is read again from the start of our time on: what we have of it already is
    known by its content.
    """
    is_first = cursor.uidvalidity is None
    before = None if cursor.holds_sent else cursor.connection.last_good_poll_at
    wants_all = cursor.connection.options.get("imap", {}).get("start") == "all"
    reads_all = is_first and wants_all and not cursor.holds_sent  # answers of long ago stop no clock
    reads_none = is_first and not reads_all and before is None
    begin_folder(
        cursor,
        uidvalidity=folder.uidvalidity,
        last_uid=folder.last_uid if reads_none else 0,
        history_to=0 if reads_all else folder.last_uid,
        since=(before or timezone.now()) if is_first and not reads_all else cursor.since,
    )


def _is_history(cursor: MailboxCursor, mail: Listed) -> bool:
    """An old mail that somebody puts into the mailbox later is none: they want it read."""
    if mail.uid > cursor.history_to or cursor.since is None or mail.arrived_at is None:
        return False
    return mail.arrived_at < cursor.since - SKEW


def _keep(cursor: MailboxCursor, session: ImapSession, mail: Listed) -> None:
    envelope = handover.by_imap(
        folder=cursor.folder,
        uidvalidity=cursor.uidvalidity or 0,
        uid=mail.uid,
        arrived_at=mail.arrived_at,
        is_sent=cursor.holds_sent,
    )
    try:
        too_large = mail.size > MAIL_BYTES
        raw = session.fetch(mail.uid, only_header=too_large)
        if too_large:
            envelope[handover.UNFETCHED] = f"{mail.size} bytes are more than we take"
    except WontHandOver as refusal:
        if cursor.attempts < GIVE_UP_ON_ONE or f"mail {mail.uid}: " not in cursor.last_error:
            raise MailboxProblem("imap_fetch", f"mail {mail.uid}: {refusal}") from refusal
        raw, envelope[handover.UNFETCHED] = b"", str(refusal)
    if raw is None:
        return
    take_receipt(
        cursor.connection,
        raw,
        door=Receipt.Door.IMAP,
        envelope=envelope,
        received_at=_arrival(mail.arrived_at),
        source_key=f"imap:{cursor.pk}:{cursor.uidvalidity}:{mail.uid}",
    )


def _arrival(stated: datetime | None) -> datetime:
    now = timezone.now()
    return stated if stated and now - OLDEST < stated <= now else now
