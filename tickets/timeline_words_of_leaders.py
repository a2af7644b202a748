"""What the timeline says of what those did who lead: nudges."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from tickets.timeline_names import Names, strong


def nudged(event: Event, names: Names) -> SafeString:
    return format_html(_("{agent} was asked to look"), agent=strong(names.of("agent", event.data["agent"])))


def nudge_withdrawn(event: Event, names: Names) -> SafeString:
    agent = strong(names.of("agent", event.data["agent"]))
    return format_html(_("{agent} need not look any more"), agent=agent)
