"""Rows of the ticket list, drawn once for everybody who reads the same language at the same time.

A row is kept under the ticket's version, so of the ticket it is never out of date; a customer, agent or team
that is renamed goes by the old name until it is forgotten. What differs between lists and readers (its place,
the way back, what the reader has begun to write) is put around and into it; who is there the browser draws.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from helpdesk.lib import kept
from tickets.list_choices import ListChoice
from tickets.lists import Entry
from tickets.models import Ticket
from tickets.wordless import said_without_words

LASTS = 10 * 60  # seconds; without scripts "10 min" is wrong by no more than that
TEMPLATE = "tickets/_row.html"
MARK = "\0"  # where something is put in: no text of ours can hold it
DESIGN = 10  # raise it with every change of the template, so that no row of the last release is shown


def rows(entries: Sequence[Entry], choice: ListChoice, *, current: int | None = None) -> list[SafeString]:
    """In the order of the entries; those deleted meanwhile are left out. `current`: the open ticket."""
    keys = {entry.id: _key(entry) for entry in entries}
    known = kept.get_many(list(keys.values()))
    drawn = _draw([pk for pk, key in keys.items() if key not in known])
    kept.keep({keys[pk]: html for pk, html in drawn.items()}, seconds=LASTS)
    query = f"?{choice.address}" if choice.address else ""
    found = ((entry, known.get(keys[entry.id]) or drawn.get(entry.id)) for entry in entries)
    return [_placed(entry, html, query, entry.id == current) for entry, html in found if html]


def _placed(entry: Entry, html: str, query: str, is_current: bool) -> SafeString:
    current = mark_safe(' aria-current="true"' if is_current else "")  # noqa: S308 - two constants
    link = format_html('{}"{}', query, current)
    before, between, snippet, after = map(mark_safe, html.split(MARK))  # our own template drew it
    words = format_html('<b class="c-warn">{}</b> {}', _("Draft:"), entry.draft) if entry.draft else snippet
    return format_html(
        '<li id="t-{}" data-ticket="{}" data-version="{}" data-order="{}">{}{}{}{}{}</li>',
        entry.id,
        entry.id,
        entry.version,
        entry.cursor,
        *(before, link, between, words, after),
    )


def _draw(ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    tickets = list(Ticket.objects.filter(pk__in=ids).for_list())
    wordless = said_without_words([ticket.pk for ticket in tickets if not ticket.snippet])
    return {
        ticket.pk: render_to_string(
            TEMPLATE, {"ticket": ticket, "mark": MARK, "instead": wordless.get(ticket.pk)}
        )
        for ticket in tickets
    }


def _key(entry: Entry) -> str:
    reader = f"{translation.get_language()}:{timezone.get_current_timezone_name()}"
    return f"row:{DESIGN}:{entry.id}:{entry.version}:{entry.presence}:{reader}"
