"""What the timeline says of what those did who lead: nudges and more time."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from helpdesk.marks.clocks import span_words
from tickets.promise_words import metric_words
from tickets.timeline_names import Names, strong


def nudged(event: Event, names: Names) -> SafeString:
    return format_html(_("{agent} was asked to look"), agent=strong(names.of("agent", event.data["agent"])))


def nudge_withdrawn(event: Event, names: Names) -> SafeString:
    agent = strong(names.of("agent", event.data["agent"]))
    return format_html(_("{agent} need not look any more"), agent=agent)


def extended(event: Event, _names: Names) -> SafeString:
    return format_html(
        _("{metric}: {span} more, {reason}"),
        metric=strong(metric_words(event.data["metric"])),
        span=span_words(event.data["seconds"]),
        reason=event.data["reason"],
    )


def extension_undone(event: Event, _names: Names) -> SafeString:
    metric = strong(metric_words(event.data["metric"]))
    return format_html(_("{metric}: the additional time was taken back"), metric=metric)
