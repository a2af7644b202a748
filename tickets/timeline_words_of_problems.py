"""What the timeline says of problems and their incidents."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from tickets.timeline_names import Names, strong


def linked(event: Event, names: Names) -> SafeString:
    return format_html(_("Part of the problem {ticket}"), ticket=_number(event.data["problem"], names))


def unlinked(event: Event, names: Names) -> SafeString:
    ticket = _number(event.data["problem"], names)
    return format_html(_("No longer part of the problem {ticket}"), ticket=ticket)


def incident_linked(event: Event, names: Names) -> SafeString:
    return format_html(_("{ticket} is one of its incidents"), ticket=_number(event.data["incident"], names))


def incident_unlinked(event: Event, names: Names) -> SafeString:
    ticket = _number(event.data["incident"], names)
    return format_html(_("{ticket} is no longer one of its incidents"), ticket=ticket)


def answered(event: Event, _names: Names) -> SafeString:
    n = event.data["number"]
    return format_html(ngettext("{n} incident is answered", "{n} incidents are answered", n), n=n)


def taken_back(event: Event, _names: Names) -> SafeString:
    n = event.data["number"]
    words = ngettext("{n} answer to an incident taken back", "{n} answers to incidents taken back", n)
    return format_html(words, n=n)


def told(event: Event, names: Names) -> SafeString:
    return format_html(_("The customer was told in {ticket}"), ticket=_number(event.data["ticket"], names))


def untold(event: Event, names: Names) -> SafeString:
    words = _("What the customer was to be told in {ticket} was taken back")
    return format_html(words, ticket=_number(event.data["ticket"], names))


def _number(pk: int, names: Names) -> SafeString:
    return strong(f"{names.ticket_prefix}-{pk}")


WORDS: dict[str, Callable[[Event, Names], SafeString]] = {
    "problem.linked": linked,
    "problem.unlinked": unlinked,
    "incident.linked": incident_linked,
    "incident.unlinked": incident_unlinked,
    "incidents.answered": answered,
    "incident.told": told,
    "incident.untold": untold,
    "incidents.answer_taken_back": taken_back,
}
