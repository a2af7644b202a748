"""A mailbox that is fetched from, and one look into it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models.functions import Now

from channels_in.actions.move_cursor import ensure_cursors
from channels_in.mail.fetch import poll
from channels_in.mail.imap import ImapSession
from channels_in.mail.pollers import route_to
from channels_in.models import Connection, MailboxCursor
from tests.channels_in.imap.dovecot import PASSWORD
from tests.channels_in.mails import a_mail, a_mailbox
from tickets.models import Message


def a_fetched_mailbox(port: int, user: str, **imap: Any) -> Connection:
    server = {"host": "127.0.0.1", "port": port, "tls": "none", "user": user, "start": "all", **imap}
    return a_mailbox(
        f"{user}@ours.example",
        options={"receives": "imap", "imap": server},
        secrets={"imap_password": PASSWORD},
    )


def look(mailbox: Connection, session: ImapSession | None = None) -> bool | None:
    """One poll, now."""
    [cursor] = [one for one in ensure_cursors() if one.connection_id == mailbox.pk]
    MailboxCursor.objects.filter(pk=cursor.pk).update(due_at=Now())
    own = session or ImapSession(partial(route_to, mailbox.pk))
    try:
        return poll(cursor.pk, own)
    finally:
        if session is None:
            own.close()


def mails_to(user: str, *numbers: int) -> list[Any]:
    return [a_mail(f"{user}@ours.example", subject=f"mail {n}", text=f"body {n}") for n in numbers]


def subjects() -> list[str]:
    return sorted(Message.objects.values_list("subject", flat=True))
