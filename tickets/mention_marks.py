"""Make `@Name` stand out in a note that is drawn already: of those who were found in it, nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from events.models import Event
from people.models import Agent
from tickets.mentions import places
from tickets.models import Note

TAG = re.compile(r"(<[^>]*>)")


def mark_mentions(html: SafeString, agents: Sequence[Agent]) -> SafeString:
    if not agents:
        return html
    parts = TAG.split(html)
    parts[::2] = [_marked(unescape(part), agents) for part in parts[::2]]
    return mark_safe("".join(parts))  # noqa: S308 - the tags were there before, what is between is escaped


def mentions_in(notes: Iterable[Note], *, ticket_id: int) -> dict[int, list[Agent]]:
    """Whom each note names, by its id: as found when it was written. Asks nothing where nobody is named."""
    wanted = [note.pk for note in notes if "@" in note.text]
    if not wanted:
        return {}
    written = Event.objects.filter(ticket_id=ticket_id, kind="note.added", data__note__in=wanted)
    found: dict[int, list[int]] = dict(written.values_list("data__note", "data__mentions"))
    agents = Agent.objects.in_bulk({pk for pks in found.values() for pk in pks})
    return {note: [agents[pk] for pk in pks if pk in agents] for note, pks in found.items()}


def _marked(text: str, agents: Sequence[Agent]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, agents)))


def _pieces(text: str, agents: Sequence[Agent]) -> Iterator[str]:
    done = 0
    for start, end, _agent in places(text, agents):
        yield text[done:start]
        yield format_html('<span class="at">{}</span>', text[start:end])
        done = end
    yield text[done:]
