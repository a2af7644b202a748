"""How much of an agent a ticket takes, by the kind of its channel: a chat is now, a letter can wait."""

from __future__ import annotations

from collections.abc import Mapping

from helpdesk.lib.faults import Fault
from people.models import Company
from tickets.models import ChannelKind, Ticket

LEAST, MOST = 0.05, 50
INSIDE = str(ChannelKind.MAIL)  # an internal ticket weighs as much as a letter
LETTERS = (ChannelKind.MAIL, ChannelKind.FORM, ChannelKind.API)
TO_BEGIN_WITH = {str(kind): 0.25 if kind in LETTERS else 1.0 for kind in ChannelKind}  # of a new company


def weights() -> Mapping[str, float]:
    """By kind of channel. Empty: each ticket counts as one."""
    return weights_of(Company.current())


def kind_of_work(ticket: Ticket) -> str:
    """What another function does for a chat or a call is no conversation."""
    return INSIDE if ticket.is_internal else str(ticket.channel.kind)


def weights_of(company: Company) -> Mapping[str, float]:
    given: Mapping[str, float] = company.channel_weights
    return given if any(weight != 1 for weight in given.values()) else {}


def check_weights(data: object) -> list[Fault]:
    if not isinstance(data, dict):
        return [Fault(code="not_an_object", path="channel_weights")]
    faults = [
        Fault(code="key_unknown", path=f"channel_weights.{kind}")
        for kind in data
        if kind not in ChannelKind.values
    ]
    for kind, weight in data.items():
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            faults.append(Fault(code="not_a_number", path=f"channel_weights.{kind}"))
        elif not LEAST <= weight <= MOST:
            faults.append(Fault(code="number_out_of_range", path=f"channel_weights.{kind}"))
    return faults
