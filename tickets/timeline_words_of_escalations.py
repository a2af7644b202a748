"""What the timelines say of another function that is asked, on the customer's ticket and on its own."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from tickets.timeline_names import Names, strong


def escalated(event: Event, names: Names) -> SafeString:
    return format_html(_("Escalated to {team} as {ticket}"), **_both(event, names))


def opened(event: Event, names: Names) -> SafeString:
    return format_html(_("Escalated from {ticket} to {team}"), **_both(event, names, "parent"))


def resolved(event: Event, names: Names) -> SafeString:
    return format_html(_("{team} has resolved {ticket}"), **_both(event, names))


def reopened(event: Event, names: Names) -> SafeString:
    return format_html(_("{team} goes on with {ticket}"), **_both(event, names))


def cancelled(event: Event, names: Names) -> SafeString:
    return format_html(_("Escalation {ticket} to {team} cancelled"), **_both(event, names))


def closed(event: Event, _names: Names) -> SafeString:
    return format_html("{}", _("Escalation cancelled") if event.data.get("cancelled") else _("Closed"))


def _both(event: Event, names: Names, ticket: str = "child") -> dict[str, SafeString]:
    number = f"{names.ticket_prefix}-{event.data[ticket]}"
    return {"team": strong(names.of("team", event.data["team"])), "ticket": strong(number)}
