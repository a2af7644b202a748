from __future__ import annotations

from typing import ClassVar

from django.db import models

from tickets.models.of_ticket import OfTicketQuerySet
from tickets.models.ticket import Ticket


class Participant(models.Model):
    """Somebody else on a mail thread. Pending ones (an inbound Cc) are sent nothing until accepted."""

    class State(models.TextChoices):
        PENDING = "pending"
        ACCEPTED = "accepted"

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="participants")
    address = models.CharField(max_length=320)
    name = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)

    objects = OfTicketQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "address"], name="participant_once"),
        ]

    def __str__(self) -> str:
        return self.address
