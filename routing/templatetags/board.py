"""`{% load board %}`: what only the live board draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.marks.amounts import amount
from helpdesk.marks.times import day_and_time, milliseconds
from helpdesk.marks.track import track
from helpdesk.templatetags.ui import flow_meter
from routing.board.ladder import Row, Rung
from routing.board.people import Person
from routing.board.whole import agent_url
from routing.thresholds import BREACH
from tickets.promise_words import how_far

register = template.Library()

MOST_PIPS = 12
STEP, WIDTH = 7, 5

register.filter("epoch", milliseconds)


@register.simple_tag
def way_up(row: Row) -> SafeString:
    """The track of one ticket. What it shows is also said."""
    rungs = [
        (rung.percent, rung.is_reached)
        for rung in row.rungs
        if rung.percent < 100 or (rung.percent == 100 and not row.is_late)
    ]
    return track(row.due_at, row.state, row.working, rungs, label=_said(row))


@register.simple_tag(name="load_of")
def carried(person: Person, title: str = "") -> SafeString:
    """Drawn, and in words that lead to as many tickets as the viewer sees of them."""
    load, capacity = person.load, person.agent.capacity
    words = _("%(n)s of %(of)s") % {"n": amount(load), "of": capacity}
    if not person.seen:
        said = format_html('<span class="num fs12 t3">{}</span>', words)
    else:
        if person.seen != person.tickets:
            words = _("%(words)s (%(n)s of yours)") % {"words": words, "n": person.seen}
        address = agent_url(person.agent.pk)
        said = format_html('<a class="num fs12" href="{}" title="{}">{}</a>', address, title, words)
    return format_html('<span class="ag-l">{}{}</span>', pips(load, capacity), said)


@lru_cache(maxsize=500)
def pips(load: float, capacity: int) -> SafeString:
    """One for each ticket that somebody takes; where there are too many to count, a bar."""
    if capacity > MOST_PIPS or not capacity:
        return flow_meter(100 * load / capacity if capacity else 100)
    bars = format_html_join(
        "", '<rect class="{}" x="{}" width="{}" height="12" rx="1.5"/>', _bars(load, capacity)
    )
    return format_html(
        '<svg class="pips" width="{}" height="12" aria-hidden="true">{}</svg>', capacity * STEP, bars
    )


def _bars(load: float, capacity: int) -> Iterator[tuple[str, int, str]]:
    """Full ones, at most one in part, and what is free."""
    for n in range(capacity):
        part = min(1.0, max(0.0, load - n))
        if part < 1:
            yield "off", n * STEP, f"{WIDTH}"
        if part:
            yield "on", n * STEP, f"{WIDTH * part:g}"


@register.filter
def others_there(people: Sequence[Person]) -> str:
    """Who works and can take nothing: "1 on a call, 2 on a break or away"."""
    counted = Counter(person.status for person in people)
    busy, resting = counted["busy"], counted["break"] + counted["away"]
    found = []
    if busy:
        found.append(ngettext("%(n)s on a call", "%(n)s on a call", busy) % {"n": busy})
    if resting:
        found.append(
            ngettext("%(n)s on a break or away", "%(n)s on a break or away", resting) % {"n": resting}
        )
    return ", ".join(found)


def _said(row: Row) -> str:
    words = _("%(reached)s of %(all)s steps reached") % {"reached": row.reached, "all": len(row.rungs)}
    return f"{words}. {_next(row.next_rung)}" if row.next_rung else words


def _next(rung: Rung) -> str:
    what = _("past due") if rung.point == BREACH else how_far(rung.point)
    if rung.says:
        what = f"{what} ({rung.says})"
    return _("Next: %(what)s, %(when)s") % {"what": what, "when": day_and_time(rung.at)}
