from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from tickets.models.ticket import Ticket

if TYPE_CHECKING:
    from people.models import Agent


class OfTicketQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows that hang on a ticket are visible exactly when it is."""

    def visible_to(self, agent: Agent) -> Self:
        return self.filter(ticket__in=Ticket.objects.visible_to(agent))

    def readable_by(self, agent: Agent) -> Self:
        return self.filter(ticket__in=Ticket.objects.readable_by(agent))
