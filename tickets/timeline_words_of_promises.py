"""What the timeline says of promises: how near they are, that they are over, and more time for them."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from helpdesk.marks.clocks import span_words
from tickets.ladder_words import stuck_words
from tickets.promise_words import how_far, metric_words
from tickets.timeline_names import Names, strong


def warned(event: Event, _names: Names) -> SafeString:
    return format_html("{}: {}", _metric(event), how_far(event.data["threshold"]))


def breached(event: Event, _names: Names) -> SafeString:
    return format_html(_("{metric}: the time is over"), metric=_metric(event))


def stuck(event: Event, _names: Names) -> SafeString:
    """What a step of the ladder could not do, and why not."""
    tried = "; ".join(stuck_words(one) for one in event.data["did"])
    return format_html("{}: {}", _metric(event), tried)


def extended(event: Event, _names: Names) -> SafeString:
    return format_html(
        _("{metric}: {span} more, {reason}"),
        metric=_metric(event),
        span=span_words(event.data["seconds"]),
        reason=event.data["reason"],
    )


def extension_undone(event: Event, _names: Names) -> SafeString:
    return format_html(_("{metric}: the additional time was taken back"), metric=_metric(event))


def _metric(event: Event) -> SafeString:
    return strong(metric_words(event.data["metric"]))
