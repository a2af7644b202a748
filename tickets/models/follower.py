from __future__ import annotations

from typing import ClassVar

from django.db import models

from tickets.models.of_ticket import OfTicketQuerySet
from tickets.models.ticket import Ticket


class Follower(models.Model):
    """An agent who sees a ticket that is neither their team's nor theirs."""

    class Reason(models.TextChoices):
        MENTIONED = "mentioned"
        FOLLOWING = "following"

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="followers")
    agent = models.ForeignKey("people.Agent", models.CASCADE, related_name="follows")
    reason = models.CharField(max_length=10, choices=Reason)

    objects = OfTicketQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "agent"], name="follower_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} follows {self.ticket_id}"
