from __future__ import annotations

from django.db import transaction

from people.models import Agent
from tickets.models import Follower, Ticket


@transaction.atomic
def follow(ticket: Ticket, *, agent: Agent) -> bool:
    """Go on seeing a ticket, wherever it goes. False if the agent does already."""
    _, is_new = Follower.objects.get_or_create(
        ticket=ticket, agent=agent, defaults={"reason": Follower.Reason.FOLLOWING}
    )
    return is_new


@transaction.atomic
def unfollow(ticket: Ticket, *, agent: Agent) -> bool:
    """Also what a mention gave: who wants no more of it need not."""
    gone, _ = Follower.objects.filter(ticket=ticket, agent=agent).delete()
    return bool(gone)
