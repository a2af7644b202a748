"""The alarm that nobody else would raise: a mailbox that has not been looked into for too long."""

from __future__ import annotations

from django.utils import timezone

from channels_in.actions.note_health import note_problem
from channels_in.mail.interval import interval_of
from channels_in.models import MailboxCursor

INTERVALS = 3


def raise_alarms() -> int:
    """Pollers say themselves what goes wrong; this is for when there is none. How many alarms are news."""
    cursors = MailboxCursor.objects.filter(
        holds_sent=False, connection__channel__is_active=True, connection__options__receives="imap"
    ).select_related("connection")
    return sum(note_problem(cursor.connection, "imap_silent") for cursor in cursors if _is_silent(cursor))


def _is_silent(cursor: MailboxCursor) -> bool:
    last = cursor.connection.last_good_poll_at
    return last is not None and timezone.now() - last > INTERVALS * interval_of(cursor)
