"""Messages, notes and events of a ticket in one order, a page at a time, newest page first.

The number of queries is the same for 20 messages and for 500.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from events.models import Event
from people.models import Agent
from tickets.mention_marks import mentions_in
from tickets.models import Attachment, Message, Note, Ticket
from tickets.timeline_calls import calls_of
from tickets.timeline_entries import Entry, EventEntry, FoldedEntry, MessageEntry, NoteEntry, Page, Place
from tickets.timeline_names import names_in
from tickets.timeline_parts import parts_of
from tickets.timeline_words import SHOWN, actor_of, words_of

PAGE = 50
# Our reactions stand at what they are to; one that did not get through has to be seen.
_QUIET = Q(extras__contains=[{"kind": "reaction"}]) & ~Q(delivery__status__in=["failed", "unknown"])
LONGEST_RUN = 3  # more events than that in a row are folded


def timeline_page(ticket: Ticket, *, viewer: Agent, before: str = "", size: int = PAGE) -> Page:
    """The newest page, or the one before a cursor. The caller has the ticket through `visible_to`."""
    cursor = _place_of(before)
    rows = sorted(_rows(ticket, cursor, size + 1), key=_place, reverse=True)
    shown = rows[:size]
    newest = max((row.pk for row in shown if isinstance(row, Message)), default=None)
    if newest is None and cursor is None:  # so much has been noted since
        said = Message.objects.filter(ticket=ticket, withdrawn_at=None)
        newest = said.order_by("-pk").values_list("pk", flat=True).first()
    return Page(
        entries=_folded(entries_of(shown[::-1], ticket=ticket, viewer=viewer)),
        older=str(_place(shown[-1])) if len(rows) > size else "",
        last_message_id=newest,
    )


def _rows(ticket: Ticket, cursor: Place | None, limit: int) -> Iterator[Message | Note | Event]:
    has_html = ExpressionWrapper(~Q(html=""), output_field=BooleanField())
    said = Message.objects.filter(ticket=ticket, withdrawn_at=None).annotate(has_html=has_html)
    said = said.select_related("agent", "customer", "channel", "delivery", "replies_to__agent")
    said = said.defer("html", "replies_to__html").exclude(_QUIET)
    sources: list[QuerySet[Any]] = [
        said,
        Note.objects.filter(ticket=ticket).select_related("agent"),
        Event.objects.filter(ticket_id=ticket.pk, kind__in=SHOWN),
    ]
    for rank, rows in enumerate(sources):
        yield from rows.filter(_before(cursor, rank)).order_by("-created_at", "-pk")[:limit]


def _before(cursor: Place | None, rank: int) -> Q:
    if cursor is None:
        return Q()
    if rank != cursor.rank:
        return Q(created_at__lte=cursor.at) if rank < cursor.rank else Q(created_at__lt=cursor.at)
    return Q(created_at__lt=cursor.at) | Q(created_at=cursor.at, pk__lt=cursor.pk)


def _place(row: Message | Note | Event) -> Place:
    rank = 0 if isinstance(row, Message) else 1 if isinstance(row, Note) else 2
    return Place(row.created_at, rank, row.pk)


def _place_of(text: str) -> Place | None:
    """A cursor that is none (cut off, made up) means the newest page."""
    try:
        at, rank, pk = text.split("~")
        return Place(datetime.fromisoformat(at), int(rank), int(pk))
    except ValueError:
        return None


def entries_of(
    rows: Sequence[Message | Note | Event], *, ticket: Ticket, viewer: Agent
) -> Iterator[MessageEntry | NoteEntry | EventEntry]:
    """Also for the changes that a StaleTicket carries."""
    files, parts = _attachments(rows), parts_of([row for row in rows if isinstance(row, Message)])
    calls = calls_of([row for row in rows if isinstance(row, Message)])
    mentions = mentions_in([row for row in rows if isinstance(row, Note)], ticket_id=ticket.pk)
    names = names_in([row for row in rows if isinstance(row, Event)], ticket=ticket, viewer=viewer)
    for row in rows:
        place = _place(row)
        if isinstance(row, Message):
            has_html = bool(row.has_html if hasattr(row, "has_html") else row.html)
            yield MessageEntry(
                place=place,
                message=row,
                has_html=has_html,
                attachments=files.get(place, []),
                parts=parts.get(row.pk, []),
                call=calls.get(row.pk, ""),
            )
        elif isinstance(row, Note):
            said = mentions.get(row.pk, [])
            yield NoteEntry(place=place, note=row, mentions=said, attachments=files.get(place, []))
        else:
            yield EventEntry(place=place, event=row, words=words_of(row, names), actor=actor_of(row, names))


def _attachments(rows: Iterable[Message | Note | Event]) -> dict[Place, list[Attachment]]:
    messages = {row.pk: row for row in rows if isinstance(row, Message)}
    notes = {row.pk: row for row in rows if isinstance(row, Note)}
    found: dict[Place, list[Attachment]] = {}
    wanted = Q(message__in=list(messages)) | Q(note__in=list(notes))
    for file in Attachment.objects.filter(wanted).order_by("pk"):
        home = messages[file.message_id] if file.message_id else notes[file.note_id or 0]
        found.setdefault(_place(home), []).append(file)
    return found


def _folded(entries: Iterable[MessageEntry | NoteEntry | EventEntry]) -> list[Entry]:
    folded: list[Entry] = []
    for is_event, run in groupby(entries, key=lambda entry: isinstance(entry, EventEntry)):
        row = list(run)
        if is_event and len(row) > LONGEST_RUN:
            folded.append(FoldedEntry(entries=[entry for entry in row if isinstance(entry, EventEntry)]))
        else:
            folded.extend(row)
    return folded
