"""Whether words can go to a customer by a channel now: asked by replies, automatic messages and surveys."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tickets.late_answers import late_until
from tickets.models import Channel, Ticket
from tickets.opted_out import has_opted_out
from tickets.reachability import WISHES, cut_off_of, reason_among
from tickets.recipients import last_words, recipients_after, reply_channel
from tickets.refusals import Refused
from tickets.ways import Way, other_way
from tickets.windows import NEVER, closes_at, is_shut


def usual_way(ticket: Ticket) -> Way:
    """Where the customer wrote from last. Refused if nothing of theirs can be written to."""
    last = last_words(ticket)
    to = recipients_after(ticket, last)["to"][0][1]
    return Way(channel=reply_channel(ticket, last), address=to)


def why_not_now(ticket: Ticket, way: Way, *, at: datetime | None = None) -> str:
    """A code of Refused, or nothing: then it depends on the address (tickets/unreachable_words.py)."""
    if not way.channel.is_active:
        return "channel_off"
    if not way.address:
        return "no_address"
    return "window_closed" if is_shut(ticket, way.channel, at=at) else ""


def why_unreachable(ticket: Ticket, way: Way, *, at: datetime | None = None) -> str:
    """The same, and whether anything reaches them there at all."""
    if code := why_not_now(ticket, way, at=at):
        return code
    if way.channel.kind in WISHES and has_opted_out(
        way.address, customer=ticket.customer_id, channel=way.channel.pk
    ):
        return "opted_out"
    return "cut_off" if reason_among(cut_off_of(ticket.customer_id), way.channel, way.address) else ""


def refuse_late(ticket: Ticket, way: Way, *, at: datetime | None = None) -> None:
    """For what a person writes, and knows to reach them: some providers give people a few days more."""
    code = why_not_now(ticket, way, at=at)
    if code == "window_closed" and may_answer_late(ticket, way.channel, at=at):
        return
    if code:
        raise unreachable(ticket, way, code, at=at)


def may_answer_late(ticket: Ticket, channel: Channel, *, at: datetime | None = None) -> bool:
    shut_at = closes_at(ticket, channel)
    until = late_until(channel, shut_at=shut_at) if shut_at and shut_at != NEVER else None
    return until is not None and (at or timezone.now()) < until


def refuse_unreachable(ticket: Ticket, way: Way, *, at: datetime | None = None) -> None:
    """With the reason and the best way that is left."""
    if code := why_unreachable(ticket, way, at=at):
        raise unreachable(ticket, way, code, at=at)


def unreachable(ticket: Ticket, way: Way, code: str, *, at: datetime | None = None) -> Refused:
    best = other_way(ticket, way.channel, at=at)
    return Refused(code, channel=way.channel.name, best=_best(best), way=best)


def _best(way: Way | None) -> str:
    if way is None:
        return _("No other channel reaches them either.")
    return _("Best now: “%(channel)s”.") % {"channel": way.channel.name}
