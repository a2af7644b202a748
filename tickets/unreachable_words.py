"""Why a reply is not taken although the channel works, and by which way it could go."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tickets.delivery_reasons import words_for
from tickets.models import Channel, Ticket
from tickets.reachability import why_cut_off
from tickets.refusals import Refused
from tickets.ways import Way, other_way


def refuse_cut_off(ticket: Ticket, channel: Channel, address: str) -> None:
    """For who wants to try all the same: the address can be taken off the list at the customer."""
    if reason := why_cut_off(ticket.customer_id, channel, address):
        raise Refused(
            "customer_unreachable",
            address=address,
            channel=channel.name,
            reason=words_for(reason),
            instead=words_of(way := other_way(ticket, channel)),
            way=way,
            cause=reason,
        )


def words_of(way: Way | None) -> str:
    if way is None:
        return ""
    channel = {"channel": way.channel.name, "address": way.address}
    return _("They can be reached by %(channel)s (%(address)s).") % channel
