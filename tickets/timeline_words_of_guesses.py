"""What the timeline says of impressions: how the customer's words sound."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from tickets.models import Sentiment, Urgency
from tickets.timeline_names import Names, strong


def impression(event: Event, _names: Names) -> SafeString:
    is_urgency, to = event.data["field"] == "urgency", event.data["to"]
    if not to:
        return format_html("{}", _("Urgency removed") if is_urgency else _("Mood removed"))
    if is_urgency:
        return format_html(_("Urgency set to {to}"), to=strong(Urgency(to).label))
    return format_html(_("Mood set to {to}"), to=strong(Sentiment(to).label))
