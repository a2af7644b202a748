"""Who sees what beyond tickets and what hangs on them, which have `visible_to` themselves."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from people.models import Agent, Customer
from tickets.models import Ticket


def customers_visible_to(agent: Agent) -> QuerySet[Customer]:
    """Those with a ticket that the agent sees; all to those who see every ticket."""
    if agent.sees_everything:
        return Customer.objects.all()
    seen = Ticket.objects.visible_to(agent).filter(customer=OuterRef("pk"))
    return Customer.objects.filter(Exists(seen))
