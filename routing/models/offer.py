from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from events.claimable import Claimable, ClaimableQuerySet
from tickets.decline_reasons import DeclineReason
from tickets.models import Ticket


class TicketOfferQuerySet(ClaimableQuerySet["TicketOffer"]):
    def standing(self) -> Self:
        """Nobody has answered, and the ticket has not gone another way meanwhile."""
        offered = Q(ticket__assignee=None, ticket__unassigned_reason=Ticket.UnassignedReason.OFFERED)
        return self.filter(offered, outcome=TicketOffer.Outcome.OPEN)


class TicketOffer(Claimable):
    """An agent is asked whether they take a ticket, until `due_at`. The row is done once it is answered: a
    worker that has claimed it to let it lapse then finds that it is no longer theirs.
    """

    is_work = True

    class Outcome(models.TextChoices):
        OPEN = "", ""
        ACCEPTED = "accepted"
        DECLINED = "declined"
        LAPSED = "lapsed"  # nobody answered in time
        LEFT = "left"  # whoever was asked is not there any more
        WITHDRAWN = "withdrawn"  # the ticket went another way meanwhile

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="offers")
    agent = models.ForeignKey("people.Agent", models.CASCADE, related_name="offers")
    offered_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")
    reason = models.CharField(max_length=10, choices=DeclineReason, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    objects = TicketOfferQuerySet.as_manager()

    class Meta(Claimable.Meta):
        indexes: ClassVar = [*Claimable.Meta.indexes]
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(fields=["ticket"], condition=Q(outcome=""), name="ticket_offered_once"),
            models.UniqueConstraint(fields=["agent"], condition=Q(outcome=""), name="agent_asked_once"),
        ]

    def __str__(self) -> str:
        return f"ticket {self.ticket_id} offered to agent {self.agent_id}"
