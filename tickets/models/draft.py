from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from tickets.models.ticket import Ticket

if TYPE_CHECKING:
    from people.models import Agent


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, agent: Agent) -> Self:
        """One's own, on tickets one sees: what a colleague has not said yet is nobody's business."""
        return self.filter(agent=agent, ticket__in=Ticket.objects.visible_to(agent))


class Draft(models.Model):
    """What an agent is writing on a ticket, kept on the server. One per agent, ticket and kind."""

    class Kind(models.TextChoices):
        REPLY = "reply"
        NOTE = "note"

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="drafts")
    agent = models.ForeignKey("people.Agent", models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=5, choices=Kind)
    text = models.TextField(blank=True, default="")
    channel = models.ForeignKey(
        "tickets.Channel", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )  # another than the usual one, as the agent chose
    version = models.PositiveIntegerField(default=1)  # two windows of one agent do not overwrite each other
    updated_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "ticket", "kind"], name="draft_once"),
            models.CheckConstraint(condition=Q(kind__in=["reply", "note"]), name="draft_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.agent_id} on {self.ticket_id}"
