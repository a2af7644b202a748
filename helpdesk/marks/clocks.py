"""Deadlines. The server says when something is due; js/behaviours/clocks.js counts."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from helpdesk.lib.spans import short_span
from helpdesk.marks.glyphs import icon
from helpdesk.marks.times import day_and_time, milliseconds

RUNNING = ("ok", "at_risk", "breached")
RESTING = {"paused": "pause", "met": "check"}
AT_RISK_SHARE = 0.25  # of the time a promise allows

RESTING_CLOCK = '<span class="sla" data-state="{}" title="{}">{}{}</span>'
RUNNING_CLOCK = '<span class="sla" {} title="{}">{}{}<time datetime="{}">{}</time></span>'
FLOW = (
    '<svg class="flow" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {}>'
    '<rect class="bg" width="100" height="4"/><rect class="fg" width="{}" height="4"/></svg>'
)


def sla_clock(
    due_at: datetime | None,
    state: str = "ok",
    since: datetime | None = None,
    words: str = "",
    title: str = "",
) -> SafeString | str:
    """One promise in a row. `state`: Ticket.SlaState or a Clock's; `since`: when it began, for the ring.

    `words` replaces what stands beside a paused or kept one. Nothing is owed: an empty string.
    """
    if state in RESTING:
        said = words or (_("Waiting") if state == "paused" else _("Met"))
        return format_html(RESTING_CLOCK, state, title, icon(RESTING[state]), said)
    if due_at is None or state not in RUNNING:
        return ""
    left = (due_at - timezone.now()).total_seconds()
    total = _total(due_at, since)
    due = _("Due %(when)s") % {"when": day_and_time(due_at)}
    return format_html(
        RUNNING_CLOCK,
        _facts(due_at, state, since),
        f"{due} · {title}" if title else due,
        ring(percent_left(left, total)),
        icon("triangle-alert", tone="sla-bad"),
        due_at.isoformat(),
        short_span(left, units=units()),
    )


def sla_flow(due_at: datetime | None, state: str, since: datetime | None = None) -> SafeString | str:
    """The same promise as a channel that fills, for the side panel."""
    if due_at is None or state not in RUNNING:
        return ""
    left = (due_at - timezone.now()).total_seconds()
    return format_html(FLOW, _facts(due_at, state, since), 100 - percent_left(left, _total(due_at, since)))


def _facts(due_at: datetime, state: str, since: datetime | None) -> SafeString:
    """What js/behaviours/clocks.js counts from."""
    left = (due_at - timezone.now()).total_seconds()
    return format_html(
        'data-state="{}" data-known="{}" data-due="{}" data-since="{}"',
        state_at(left, total=_total(due_at, since), known=state),
        state,
        milliseconds(due_at),
        milliseconds(since) if since else "",
    )


def ring(percent: int) -> SafeString:
    return format_html(
        '<svg class="ring" viewBox="0 0 16 16" aria-hidden="true"><circle class="bg" cx="8" cy="8" r="6"/>'
        '<circle class="fg" cx="8" cy="8" r="6" pathLength="100" stroke-dasharray="{} 100"/></svg>',
        percent,
    )


def state_at(left: float, *, total: float, known: str) -> str:
    """What a clock shows between two words of the server: it can only get worse by itself."""
    if left <= 0 or known == "breached":
        return "breached"
    if known == "at_risk" or (total and left <= total * AT_RISK_SHARE):
        return "at_risk"
    return "ok"


def percent_left(left: float, total: float) -> int:
    if left <= 0:
        return 0
    return max(2, min(100, round(100 * left / total))) if total else 50


def units() -> tuple[str, str, str]:
    return (
        pgettext("short for days", "d"),
        pgettext("short for hours", "h"),
        pgettext("short for minutes", "m"),
    )


def _total(due_at: datetime, since: datetime | None) -> float:
    return max(0.0, (due_at - since).total_seconds()) if since else 0.0
