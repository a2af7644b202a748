"""What the timeline says of those who were asked whether they take a ticket, and did not."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from tickets.decline_reasons import DeclineReason
from tickets.timeline_names import Names, strong


def declined(event: Event, names: Names) -> SafeString:
    reason = dict(DeclineReason.choices).get(event.data["reason"], "")
    agent = strong(names.of("agent", event.data["agent"]))
    return format_html(_("Turned down by {agent}: {reason}"), agent=agent, reason=str(reason))


def lapsed(event: Event, names: Names) -> SafeString:
    agent = strong(names.of("agent", event.data["agent"]))
    return format_html(_("Offered to {agent}, without an answer in time"), agent=agent)


def left(event: Event, names: Names) -> SafeString:
    agent = strong(names.of("agent", event.data["agent"]))
    return format_html(_("Offered to {agent}, who was not available any more"), agent=agent)
