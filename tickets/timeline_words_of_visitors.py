"""What the timeline says of visitors of a web chat who have gone."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from events.models import Event
from tickets.timeline_names import Names

ABSENCES = {
    "no_address": gettext_noop("The visitor has left without reading, and gave no email address"),
    "no_mail": gettext_noop("The visitor has left without reading, and no mail channel passes answers on"),
    "blocked": gettext_noop("The visitor has left without reading, and their email address is blocked"),
    "too_many": gettext_noop("The visitor has left without reading; their address gets no more mails today"),
}


def absent(event: Event, _names: Names) -> SafeString:
    return format_html("{}", _(ABSENCES.get(event.data["reason"], ABSENCES["no_address"])))
