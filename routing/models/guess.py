from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from events.claimable import Claimable, ClaimableQuerySet


class Guess(Claimable):
    """What has been learned is to look at a new ticket. Its answer is a Decision."""

    max_attempts = 3
    is_work = True

    ticket = models.OneToOneField("tickets.Ticket", models.CASCADE, related_name="guess")
    holds_until = models.DateTimeField(
        null=True
    )  # so long it is offered to nobody, because its team may be another; null: its rules have said it all

    objects = ClaimableQuerySet["Guess"].as_manager()

    class Meta(Claimable.Meta):
        indexes: ClassVar = [
            *Claimable.Meta.indexes,
            models.Index(fields=["ticket"], condition=Q(state="pending"), name="guess_owed"),
        ]

    def __str__(self) -> str:
        return f"guess at ticket {self.ticket_id}"
