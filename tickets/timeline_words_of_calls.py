"""What the timeline says of calls and call-backs."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from tickets.call_words import clock_words, result_words, window_words
from tickets.timeline_names import Names, strong


def abandoned(event: Event, _names: Names) -> SafeString:
    return format_html(_("The caller hung up after {time}"), time=strong(clock_words(event.data["seconds"])))


def booked(event: Event, _names: Names) -> SafeString:
    return format_html(_("Call-back promised for {time}"), time=strong(window_words(event.data)))


def missed(event: Event, _names: Names) -> SafeString:
    words = _("Nobody was free to call back in time; it is promised for {time} now")
    return format_html(words, time=strong(window_words(event.data)))


def tried(event: Event, _names: Names) -> SafeString:
    result = result_words(event.data["result"])
    return format_html(_("Call-back, try {n}: {result}"), n=event.data["try"], result=strong(result))
