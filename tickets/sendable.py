"""Whether words can go to a customer by a channel now: asked by replies, automatic messages and surveys."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tickets.models import Ticket
from tickets.opted_out import has_opted_out
from tickets.recipients import last_words, recipients_after, reply_channel
from tickets.refusals import Refused
from tickets.ways import Way, other_way
from tickets.windows import is_shut


def usual_way(ticket: Ticket) -> Way:
    """Where the customer wrote from last. Refused if nothing of theirs can be written to."""
    last = last_words(ticket)
    to = recipients_after(ticket, last)["to"][0][1]
    return Way(channel=reply_channel(ticket, last), address=to)


def why_unreachable(ticket: Ticket, way: Way, *, at: datetime | None = None) -> str:
    """A code of Refused, or nothing."""
    if not way.channel.is_active:
        return "channel_off"
    if not way.address:
        return "no_address"
    if is_shut(ticket, way.channel, at=at):
        return "window_closed"
    if has_opted_out(way.address, customer=ticket.customer_id, channel=way.channel.pk):
        return "opted_out"
    return ""


def refuse_unreachable(ticket: Ticket, way: Way, *, at: datetime | None = None) -> None:
    """With the reason and the best way that is left."""
    if code := why_unreachable(ticket, way, at=at):
        raise Refused(code, channel=way.channel.name, best=_best(other_way(ticket, way.channel, at=at)))


def _best(way: Way | None) -> str:
    if way is None:
        return _("No other channel reaches them either.")
    return _("Best now: “%(channel)s”.") % {"channel": way.channel.name}
