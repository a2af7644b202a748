"""A page of the timeline as it is drawn: days between, events that follow each other in one block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from tickets.going_on import goes_on
from tickets.timeline_entries import Entry, EventEntry, FoldedEntry, Page

TEMPLATES = {kind: f"tickets/_{kind}.html" for kind in ("message", "note", "folded")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    template: str
    key: str  # the id on the page: the same block keeps it, so that it is changed in place
    at: datetime
    entries: Sequence[Entry] = ()
    goes_on: bool = False  # under the name that stands above the message before it


def blocks_of(page: Page) -> Iterator[Block]:
    for day, entries in groupby(page.entries, key=lambda entry: timezone.localtime(_at(entry)).date()):
        today = list(entries)
        yield Block(template="tickets/_day.html", key=f"day-{day}", at=_at(today[0]))
        for is_event, run in groupby(today, key=lambda entry: isinstance(entry, EventEntry)):
            if is_event:
                events = list(run)
                key = f"evs-{events[0].key}"
                yield Block(template="tickets/_events.html", key=key, at=_at(events[0]), entries=events)
            else:
                yield from _said(list(run))


def _said(entries: Sequence[Entry]) -> Iterator[Block]:
    """Nothing but words stands between them."""
    for before, entry in zip([None, *entries], entries, strict=False):
        yield Block(
            template=TEMPLATES[entry.kind],
            key=entry.key,
            at=_at(entry),
            entries=[entry],
            goes_on=goes_on(entry, before),
        )


def _at(entry: Entry) -> datetime:
    return entry.entries[0].place.at if isinstance(entry, FoldedEntry) else entry.place.at
