"""What the timeline says of the customer: who they are, how they can be reached, what they found."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from people.models import Tier
from tickets.delivery_reasons import words_for
from tickets.timeline_names import Names, strong


def tier(event: Event, _names: Names) -> SafeString:
    return format_html(_("The customer’s tier is now {tier}"), tier=strong(Tier(event.data["to"]).label))


def unreachable(event: Event, names: Names) -> SafeString:
    return format_html(
        _("Nothing reaches the customer by {channel} for now: {reason}"),
        channel=strong(names.of("channel", event.data["channel"])),
        reason=words_for(event.data["reason"]),
    )


def reachable(event: Event, names: Names) -> SafeString:
    return format_html(
        _("The customer can be reached by {channel} again"),
        channel=strong(names.of("channel", event.data["channel"])),
    )


def joined(event: Event, names: Names) -> SafeString:
    other = strong(names.of("customer", event.data["customer"]))
    if event.data["moved"]:
        return format_html(
            _("{customer} was joined with another customer, who has this ticket now"), customer=other
        )
    return format_html(_("{customer} was joined into this customer"), customer=other)


def parted(event: Event, names: Names) -> SafeString:
    other = strong(names.of("customer", event.data["customer"]))
    if event.data["moved"]:
        return format_html(_("The joining was undone: this ticket is {customer}’s again"), customer=other)
    return format_html(_("The joining with {customer} was undone"), customer=other)


def rated(event: Event, _names: Names) -> SafeString:
    score, was = event.data["score"], event.data["was"]
    best = strong(_("%(score)s of 5") % {"score": score})
    if was is not None and was != score:
        return format_html(_("The customer changed their rating to {score}"), score=best)
    return format_html(_("The customer rated our help {score}"), score=best)
