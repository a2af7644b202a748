"""Which customers an agent sees: those with a ticket they see, and of those only what is on such tickets."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from people.models import Agent, Customer
from tickets.models import Ticket


def customers_seen_by(agent: Agent) -> QuerySet[Customer]:
    """Whoever was joined into somebody is that one: nobody opens them any more."""
    alone = Customer.objects.filter(joined_into=None)
    if agent.sees_everything:
        return alone
    theirs = Ticket.objects.visible_to(agent).filter(customer=OuterRef("pk"))
    return alone.filter(Exists(theirs))


def has_tickets_out_of_sight(customer: Customer, agent: Agent) -> bool:
    theirs = Ticket.objects.of_customers().filter(customer=customer)
    return theirs.exclude(pk__in=Ticket.objects.visible_to(agent).filter(customer=customer)).exists()
