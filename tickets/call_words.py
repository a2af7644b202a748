"""Of calls, in words: how long, when, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

RESULTS = {
    "reached": gettext_lazy("reached"),
    "busy": gettext_lazy("busy"),
    "no-answer": gettext_lazy("no answer"),
    "failed": gettext_lazy("could not be connected"),
    "canceled": pgettext_lazy("call", "broken off"),
    "wrong_number": gettext_lazy("no such number"),
    "not_reached": gettext_lazy("somebody else or a machine answered"),
}

PLACES = {
    "booking": gettext_lazy("books a call-back"),
    "booked": gettext_lazy("books a call-back"),
    "voicemail": gettext_lazy("leaves a message"),
    "voicemail_left": gettext_lazy("leaves a message"),
    "closed": gettext_lazy("hears that we are closed"),
}


def place_words(place: str) -> str:
    """What a caller does who waits in no queue."""
    return str(PLACES.get(place.partition("/")[0], _("listens to the menu")))


def clock_words(seconds: int) -> str:
    """2:03, or 1:02:03."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def window_words(data: Mapping[str, Any]) -> str:
    """The day and both times, in the reader's zone."""
    start, end = (timezone.localtime(datetime.fromisoformat(data[key])) for key in ("from", "until"))
    day = formats.date_format(start, "D j M")
    return _("%(day)s, %(start)s to %(end)s") % {"day": day, "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}


def result_words(result: str) -> str:
    return str(RESULTS.get(result, result))
