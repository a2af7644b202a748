"""What the other side of an API channel fetches: our messages, in the order in which they went out.

The cursor is opaque. It remembers what could be seen when it was given out, so a message whose transaction
commits late is not passed over (events/horizon.py).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from django.db import DataError, transaction
from django.db.models import QuerySet

from channels_in.models import Connection
from channels_in.surveys import with_link
from events.horizon import take_cursor, unseen
from events.models import Event
from people.models import Company
from tickets.models import Attachment, Message

PAGE = 100
SENT = "delivery.sent"
OUT = ("sent", "delivered", "read")


class BadCursor(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Cursor:
    """Everything that `until` sees and `since` did not, from event `after` on."""

    since: str
    until: str = ""
    after: int = 0

    @classmethod
    def read(cls, text: str) -> _Cursor:
        try:
            since, until, after = base64.urlsafe_b64decode(text.encode()).decode("ascii").split("~")
            return cls(since, until, int(after))
        except ValueError as error:
            raise BadCursor from error

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.since}~{self.until}~{self.after}".encode()).decode()


def fetch(connection: Connection, cursor: str) -> dict[str, Any]:
    """A page of messages, the cursor for the next one, and whether that is there already.

    Without a cursor: the newest page, from which a client that begins today goes on.
    """
    now = take_cursor()
    if not cursor:
        newest = _of(connection).filter(delivery__status__in=OUT)
        found = list(newest.order_by("-pk")[:PAGE])[::-1]
        return _page(found, _Cursor(now), more=False)
    here = _Cursor.read(cursor)
    until = here.until or now
    try:
        with transaction.atomic():
            events = unseen(Event.objects.filter(kind=SENT, pk__gt=here.after), since=here.since, until=until)
            ids = list(events.order_by("pk").values_list("pk", "data__message")[: PAGE + 1])
    except DataError as error:  # Postgres cannot read the snapshot in it
        raise BadCursor from error
    more = len(ids) > PAGE
    found = _messages(connection, [message for _, message in ids[:PAGE]])
    return _page(found, _Cursor(here.since, until, ids[PAGE - 1][0]) if more else _Cursor(until), more=more)


def _messages(connection: Connection, ids: list[int]) -> list[Message]:
    """Events are of all channels: what went out through others is not for this one's eyes."""
    by_id = _of(connection).in_bulk(ids)
    return [by_id[pk] for pk in dict.fromkeys(ids) if pk in by_id]


def _of(connection: Connection) -> QuerySet[Message]:
    """With what a page shows of each."""
    mine = Message.objects.filter(channel=connection.channel_id)
    return mine.select_related("agent").prefetch_related("attachments")


def _page(messages: list[Message], cursor: _Cursor, *, more: bool) -> dict[str, Any]:
    prefix = Company.current().ticket_prefix
    return {"messages": [_shown(one, prefix) for one in messages], "next": str(cursor), "more": more}


def _shown(message: Message, prefix: str) -> dict[str, Any]:
    to = message.recipients.get("to") or [["", ""]]
    return {
        "id": message.pk,
        "ticket": f"{prefix}-{message.ticket_id}",
        "customer": to[0][1],
        "author": message.author_kind,
        "agent": message.agent.name if message.agent else "",
        "text": with_link(message),
        "files": [_file(one) for one in message.attachments.all()],
        "at": message.created_at.isoformat(),
    }


def _file(attachment: Attachment) -> dict[str, Any]:
    """Its bytes: GET …/files/<key>/, signed like everything else."""
    return {
        "key": attachment.key,
        "name": attachment.name,
        "content_type": attachment.content_type,
        "size": attachment.size,
    }
