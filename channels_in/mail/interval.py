from __future__ import annotations

from datetime import timedelta

from channels_in.models import MailboxCursor

USUAL_SECONDS = 60


def interval_of(cursor: MailboxCursor) -> timedelta:
    """How often this mailbox is looked into, besides at every sign of news."""
    seconds = cursor.connection.options.get("imap", {}).get("interval_seconds") or USUAL_SECONDS
    return timedelta(seconds=max(5, int(seconds)))
