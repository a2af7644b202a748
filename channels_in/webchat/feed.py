"""What a visitor's page has not seen yet: by socket and by HTTP the very same.

The cursor is a snapshot (events/horizon.py), not an id: what commits late is not passed over.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection
from typing import Any

from django.db import DataError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from channels_in.models import Visitor
from channels_in.webchat.lines import LINES, lines_of
from channels_in.webchat.shown import all_shown, for_showing, gone, shown, stamp
from channels_in.webchat.state import state_of
from channels_in.webchat.visitors import Own, own_messages, own_of
from events.horizon import unseen
from events.models import Event
from tickets.live import CURSOR
from tickets.models import Message

NEWEST, MOST = 30, 100
LISTENED_TO = 20  # tickets of one visitor, the newest
LONGEST_CURSOR = 4000
OF_MESSAGES = (
    "message.received",
    "reply.sent",
    "reply.withdrawn",
    "automatic.sent",
    "delivery.sent",
    "delivery.failed",
    "delivery.retried",
)
KINDS = (*OF_MESSAGES, *LINES)
SAID = (*OF_MESSAGES, "messages.passed_on")


def feed(visitor: Visitor, cursor: str, *, own: Own | None = None) -> dict[str, Any]:
    """`full`: all that the page has is replaced by this. `own`: if it was looked up a moment ago."""
    own = own or own_of(visitor)
    now = own.as_of
    since = _read_cursor(cursor, visitor, now)
    events = _events(own, since, now) if since else None
    found = _whole(visitor, own) if events is None else _changes(visitor, own, events)
    return {
        "cursor": _write_cursor(visitor, now),
        "full": events is None,
        **found,
        "state": state_of(visitor, own=own),
        "at": stamp(timezone.now()),
    }


def has_news(visitor: Visitor, cursor: str, tickets: Collection[int]) -> bool:
    """Whether those are not their tickets any more, or something happened on them since."""
    own = own_of(visitor)
    since = _read_cursor(cursor, visitor, own.as_of)
    if not since or listened_to(own) != set(tickets):
        return True
    happened = Event.objects.filter(ticket_id__in=own.heard)
    return unseen(happened, since=since, until=own.as_of).exists()


def listened_to(own: Own) -> set[int]:
    return {*own.ids[:LISTENED_TO], *own.elsewhere[:LISTENED_TO]}


def history(visitor: Visitor, before: int) -> dict[str, Any]:
    older = own_messages(visitor).filter(pk__lt=before).order_by("-pk")
    found = list(for_showing(older)[: NEWEST + 1])
    return {"messages": all_shown(found[:NEWEST], visitor), "more": len(found) > NEWEST}


def _whole(visitor: Visitor, own: Own) -> dict[str, Any]:
    found = list(for_showing(own_messages(visitor, own).order_by("-pk"))[: NEWEST + 1])
    first = min((one.created_at for one in found[:NEWEST]), default=None)
    told = _told(own).filter(kind__in=list(LINES))
    if first:
        told = told.filter(created_at__gte=first)
    return {
        "messages": all_shown(found[:NEWEST], visitor),
        "lines": lines_of(told.order_by("-pk")[:MOST], visitor),
        "more": len(found) > NEWEST,
    }


def _changes(visitor: Visitor, own: Own, events: list[Event]) -> dict[str, Any]:
    named = {event.data["message"] for event in events if event.kind in OF_MESSAGES}
    here = {one.pk: one for one in for_showing(own_messages(visitor, own).filter(pk__in=named))}
    withdrawn = Message.objects.filter(pk__in=named - here.keys(), channel=visitor.connection.channel_id)
    taken = withdrawn.exclude(withdrawn_at=None).filter(ticket__in=own.heard)
    ordered = sorted(here.values(), key=lambda one: (one.created_at, one.pk))
    return {
        "messages": [shown(one, visitor) for one in ordered]
        + [gone(pk) for pk in taken.order_by("pk").values_list("pk", flat=True)],
        "lines": lines_of(events, visitor),
        "more": False,
    }


def _events(own: Own, since: str, now: str) -> list[Event] | None:
    """None: too many to name, or a cursor that the database cannot read."""
    try:
        with transaction.atomic():
            found = list(unseen(_told(own), since=since, until=now).order_by("pk")[: MOST + 1])
    except DataError:
        return None
    return found if len(found) <= MOST else None


def _told(own: Own) -> QuerySet[Event]:
    """Of their chats whatever is shown; of tickets that were only answered here, what was said here."""
    return Event.objects.filter(
        Q(ticket_id__in=own.ids, kind__in=KINDS) | Q(ticket_id__in=own.elsewhere, kind__in=SAID)
    )


def _write_cursor(visitor: Visitor, snapshot: str) -> str:
    return base64.urlsafe_b64encode(f"{visitor.key}~{snapshot}".encode()).decode()


def _read_cursor(text: str, visitor: Visitor, now: str) -> str:
    """Nothing for one that is unreadable, another visitor's, or ahead of us: of before a restored dump."""
    if not text or len(text) > LONGEST_CURSOR:
        return ""
    try:
        key, _, snapshot = base64.urlsafe_b64decode(text.encode()).decode("ascii").partition("~")
    except (ValueError, binascii.Error):
        return ""
    if key != visitor.key or not CURSOR.fullmatch(snapshot):
        return ""
    return snapshot if _end(snapshot) <= _end(now) else ""


def _end(snapshot: str) -> int:
    return int(snapshot.split(":")[1])
