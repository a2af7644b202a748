"""Deadlines. The server says when something is due; js/behaviours/clocks.js counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
RESTING = {"paused": "pause", "met": "check", "cancelled": "ban"}
PERCENT_LEFT = {"ok": 100, "at_risk": 25, "breached": 0}  # where the working time is not known

RESTING_CLOCK = '<span class="sla" data-state="{}" title="{}">{}{}</span>'
RUNNING_CLOCK = '<span class="sla" {} title="{}">{}{}<time datetime="{}">{}</time></span>'
FLOW = (
    '<svg class="flow" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {}>'
    '<rect class="bg" width="100" height="4"/><rect class="fg" width="{}" height="4"/></svg>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTime:
    """What a promise allows, what of it is used, and when the next of it will be: nights do not count."""

    target: float  # seconds
    used: float
    ahead: Sequence[tuple[datetime, datetime]] = ()

    @property
    def percent_left(self) -> int:
        left = self.target - self.used
        return max(2, min(100, round(100 * left / self.target))) if left > 0 else 0


def sla_clock(
    due_at: datetime | None,
    state: str = "ok",
    words: str = "",
    title: str = "",
    working: WorkingTime | None = None,
) -> SafeString | str:
    """One promise in a row. `state`: Ticket.SlaState or a Clock's, as the server knows it; time alone only
    makes it late.

    `words` replaces what stands beside one that does not run. Nothing is owed: an empty string.
    """
    if state in RESTING:
        return format_html(RESTING_CLOCK, state, title, icon(RESTING[state]), words or _at_rest(state))
    if due_at is None or state not in RUNNING:
        return ""
    left = (due_at - timezone.now()).total_seconds()
    state = "breached" if left <= 0 else state
    due = _due(due_at, working)
    return format_html(
        RUNNING_CLOCK,
        clock_facts(due_at, state, working),
        f"{due} · {title}" if title else due,
        ring(percent_left(state, working)),
        icon("triangle-alert", tone="sla-bad"),
        due_at.isoformat(),
        short_span(left, units=units()),
    )


def _at_rest(state: str) -> str:
    return {"paused": _("Waiting"), "met": _("Met"), "cancelled": _("Cancelled")}[state]


def sla_flow(due_at: datetime | None, state: str, working: WorkingTime) -> SafeString | str:
    """The same promise as a channel that fills while working time passes, for the side panel."""
    if due_at is None or state not in RUNNING:
        return ""
    state = "breached" if due_at <= timezone.now() else state
    return format_html(FLOW, clock_facts(due_at, state, working), 100 - percent_left(state, working))


def _due(due_at: datetime, working: WorkingTime | None) -> str:
    when = day_and_time(due_at)
    if working and working.used < working.target:
        span = span_words(working.target - working.used)
        return _("%(span)s of working time left, due %(when)s") % {"span": span, "when": when}
    return _("Due %(when)s") % {"when": when}


def percent_left(state: str, working: WorkingTime | None) -> int:
    return working.percent_left if working and state != "breached" else PERCENT_LEFT[state]


def clock_facts(due_at: datetime, state: str, working: WorkingTime | None) -> SafeString:
    """What js/behaviours/clocks.js counts from."""
    facts = format_html('data-state="{}" data-due="{}"', state, milliseconds(due_at))
    if working is None:
        return facts
    ahead = " ".join(f"{milliseconds(begin)}-{milliseconds(end)}" for begin, end in working.ahead)
    return format_html(
        '{} data-target="{}" data-used="{}" data-ahead="{}"',
        facts,
        round(working.target),
        round(working.used),
        ahead,
    )


def ring(percent: int) -> SafeString:
    return format_html(
        '<svg class="ring" viewBox="0 0 16 16" aria-hidden="true"><circle class="bg" cx="8" cy="8" r="6"/>'
        '<circle class="fg" cx="8" cy="8" r="6" pathLength="100" stroke-dasharray="{} 100"/></svg>',
        percent,
    )


def lasting(since: datetime | None) -> SafeString | str:
    """Of what is going on: 02:41, counted on each second. Who has the page read out hears not every one."""
    if since is None:
        return ""
    passed = max(0, int((timezone.now() - since).total_seconds()))
    return format_html(
        '<time class="num" role="timer" aria-live="off" datetime="{}" data-lasts="{}" title="{}">{}</time>',
        since.isoformat(),
        milliseconds(since),
        day_and_time(since),
        short_span(passed, units=units()),
    )


def remaining(until: datetime) -> SafeString:
    """Of what ends soon: 00:23, counted down each second."""
    left = max(0, int((until - timezone.now()).total_seconds()))
    return format_html(
        '<time class="num" role="timer" aria-live="off" datetime="{}" data-until="{}" title="{}">{}</time>',
        until.isoformat(),
        milliseconds(until),
        day_and_time(until),
        short_span(left, units=units()),
    )


def units() -> tuple[str, str, str]:
    return (
        pgettext("short for days", "d"),
        pgettext("short for hours", "h"),
        pgettext("short for minutes", "m"),
    )


def span_words(seconds: float) -> str:
    """Whole minutes, with hours and days of 24 hours where they help."""
    _day, hour, minute = units()
    minutes = max(1, round(seconds / 60)) if seconds > 0 else 0
    if minutes < 60:
        return f"{minutes} {minute}"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} {hour} {minutes} {minute}" if minutes else f"{hours} {hour}"
