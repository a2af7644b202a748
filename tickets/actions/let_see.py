from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from people.models import Agent
from tickets.models import Follower, Ticket


@transaction.atomic
def let_see(ticket: Ticket, *, agents: Collection[int]) -> int:
    """Those of them who do not see it follow it from now on. How many."""
    blind = [
        agent
        for agent in Agent.objects.filter(pk__in=agents).order_by("pk")
        if not Ticket.objects.visible_to(agent).filter(pk=ticket.pk).exists()
    ]
    followers = [Follower(ticket=ticket, agent=one, reason=Follower.Reason.FOLLOWING) for one in blind]
    Follower.objects.bulk_create(followers, ignore_conflicts=True)
    return len(blind)
