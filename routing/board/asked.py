"""What people are being asked to take just now: if they say yes it comes on top of what they carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from routing.models import TicketOffer
from tickets.weights import kind_of_work, weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    ticket: int
    weight: float


def asked_of(agents: Iterable[int]) -> dict[int, Asked]:
    """By agent: nobody is asked about two at a time."""
    weigh = weights()
    open_ones = TicketOffer.objects.standing().filter(agent__in=list(agents))
    return {
        offer.agent_id: Asked(ticket=offer.ticket_id, weight=weigh.get(kind_of_work(offer.ticket), 1))
        for offer in open_ones.select_related("ticket__channel")
    }
