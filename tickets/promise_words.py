"""What is said of a promise: which one, and how much of its time is used or left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.marks.clocks import span_words
from helpdesk.marks.times import day_and_time

LATE = 100  # a threshold from here on: it is over
METRICS = {
    "first_response": gettext_lazy("First response"),
    "next_response": gettext_lazy("Next response"),
    "resolution": gettext_lazy("Resolution"),
}


def metric_words(metric: str) -> str:
    return str(METRICS.get(metric, metric))


def how_far(threshold: int) -> str:
    """As policies write them: 75 is percent of the time, -15 minutes before its end, 130 is 30 after it."""
    if threshold > LATE:
        return _("late for %(span)s of working time") % {"span": span_words(60 * (threshold - LATE))}
    if threshold < 0:
        return _("less than %(span)s left") % {"span": span_words(-60 * threshold)}
    return _("%(percent)s%% of the time is used") % {"percent": threshold}


def warned(data: dict[str, Any]) -> str:
    """First response: 75% of the time is used, due 23 Nov, 10.00."""
    words = f"{metric_words(data['metric'])}: {how_far(data['threshold'])}"
    return f"{words}, {_due(data)}" if "due_at" in data else words


def breached(data: dict[str, Any]) -> str:
    metric = metric_words(data["metric"])
    if data.get("threshold", LATE) > LATE and "due_at" in data:
        return f"{metric}: {how_far(data['threshold'])}, {_due(data)}"
    if "due_at" in data:
        return _("%(metric)s: too late, was %(due)s") % {"metric": metric, "due": _due(data)}
    return _("%(metric)s: the time is over") % {"metric": metric}


def _due(data: dict[str, Any]) -> str:
    return _("due %(when)s") % {"when": day_and_time(datetime.fromisoformat(data["due_at"]))}
