from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tickets.models.ticket import Ticket

if TYPE_CHECKING:
    from people.models import Agent


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, agent: Agent) -> Self:
        """One's own, about tickets one still sees, those that were taken from one, and no ticket at all."""
        told = Q(kind__in=[Notification.Kind.TAKEN, Notification.Kind.CHANNEL_FAILING])
        # Looked up for each: beside the other kinds, all tickets would be gone through for every one of them.
        told |= Q(Exists(Ticket.objects.visible_to(agent).filter(pk=OuterRef("ticket"))))
        return self.filter(told, agent=agent)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(models.Model):
    """One thing one agent should hear of. What it says is worked out from kind and data when shown."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("Assigned to you")
        TAKEN = "taken", _("Taken from you")
        MENTIONED = "mentioned", _("You were mentioned")
        SLA_WARNING = "sla_warning", _("Time is running out")
        SLA_BREACHED = "sla_breached", _("Past its SLA")
        RATED_LOW = "rated_low", _("A customer is not content")
        DELIVERY_FAILED = "delivery_failed", _("A message was not delivered")
        NUDGED = "nudged", _("Somebody asks you to look")
        ESCALATION_RESOLVED = "escalation_resolved", _("An escalation is done")
        ESCALATION_CANCELLED = "escalation_cancelled", _("An escalation was cancelled")
        CALL_BACK = "call_back", _("A call-back needs you")
        DELIVERY_UNKNOWN = "delivery_unknown", _("A message may have been sent or not")
        CHANNEL_FAILING = "channel_failing", _("A channel needs somebody to look")

    agent = models.ForeignKey("people.Agent", models.CASCADE, related_name="notifications")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="+")  # null: about a channel
    kind = models.CharField(max_length=20, choices=Kind)
    event_id = models.BigIntegerField()  # what it is about; one per agent, kind and event
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agent", "-id"], name="notification_list"),
            models.Index(fields=["agent"], condition=models.Q(read_at=None), name="notification_unread"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "kind", "event_id"], name="notification_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.agent_id}"
