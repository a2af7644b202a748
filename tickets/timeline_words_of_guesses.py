"""What the timeline says of impressions: how the customer's words sound."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from tickets.models import Sentiment, Urgency
from tickets.timeline_names import Names, strong


def impression(event: Event, names: Names) -> SafeString:
    if event.data["field"] == "urgency":
        return format_html(_("Urgency set to {to}"), to=strong(Urgency(event.data["to"]).label))
    return format_html(_("Mood set to {to}"), to=strong(Sentiment(event.data["to"]).label))
