from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from channels_in.item_words import words_for
from channels_in.models import Connection
from channels_in.tries import times_tried
from tickets.delivery_reasons import NextStep, next_step
from tickets.delivery_reasons import words_for as delivery_words
from tickets.models import Delivery

register = template.Library()
NOTHING_WAITS = {
    "outgoing": _("No outgoing message needs a decision."),
    "incoming": _("No incoming message needs a decision."),
    "quarantine": _("Nothing is held back."),
    "work": _("No step needs a decision."),
}
register.filter("item_reason", words_for)
register.filter("delivery_reason", delivery_words)
register.filter(times_tried)


@register.filter
def own_address(connection: Connection) -> str:
    """Where customers reach it, as they would say it: no id that only its provider knows it by."""
    number = str(connection.options.get("number") or "")
    return number or connection.address.rpartition(":")[2]


@register.filter
def nothing_waits(tab: str) -> str:
    """What is true of an empty tab, and of this one only."""
    return str(NOTHING_WAITS.get(tab, ""))


@register.filter
def may_help(delivery: Delivery) -> bool:
    """Whether sending the same again is the next step: not to an address that does not exist."""
    return next_step(delivery.reason) != NextStep.CHECK_ADDRESS
