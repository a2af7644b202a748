"""A team that asks before it gives, and what came of its asking."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from people.models import Agent, Team
from routing.actions.answer_offer import accept_offer, decline_offer, lapse_offer
from routing.models import TicketOffer
from tests.builders import a_team
from tickets.models import Ticket


def an_asking_team(**fields: Any) -> Team:
    return a_team(**{"offer_seconds": 30, **fields})


def offer_of(ticket: Ticket) -> TicketOffer:
    """The last one."""
    return TicketOffer.objects.filter(ticket=ticket).latest("pk")


def asked(ticket: Ticket) -> Agent | None:
    """Who is asked now."""
    offer = TicketOffer.objects.standing().filter(ticket=ticket).first()
    return offer.agent if offer else None


def accepts(agent: Agent, ticket: Ticket) -> bool:
    return accept_offer(offer_of(ticket), by=agent)


def declines(agent: Agent, ticket: Ticket, reason: str = "busy") -> bool:
    return decline_offer(offer_of(ticket), by=agent, reason=reason)


def lets_it_pass(ticket: Ticket) -> None:
    lapse_offer(offer_of(ticket))


def time_is_up(ticket: Ticket) -> None:
    TicketOffer.objects.filter(ticket=ticket).update(due_at=timezone.now() - timedelta(seconds=1))
