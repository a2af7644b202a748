"""The spine: what happened, and what each handler still owes it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from events.claimable import Claimable, ClaimableQuerySet
from events.horizon import CurrentTransaction, TransactionIdField


class ActorKind(models.TextChoices):
    AGENT = "agent"
    CUSTOMER = "customer"
    RULE = "rule"
    CLOCK = "clock"
    RUN = "run"
    BOT = "bot"
    SYSTEM = "system"


class Event(models.Model):
    """What happened, append-only. Subjects are plain ids: the spine knows no other app.

    `data` holds codes and ids, never translated text. `written_by` is the transaction (horizon.py).
    """

    kind = models.CharField(max_length=50)
    ticket_id = models.BigIntegerField(null=True)
    customer_id = models.BigIntegerField(null=True)
    agent_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    actor_id = models.BigIntegerField(null=True)
    cause_kind = models.CharField(max_length=20, blank=True, default="")
    cause_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())
    written_by = TransactionIdField(db_default=CurrentTransaction(), editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["written_by"], name="event_written_by"),
            models.Index(
                fields=["ticket_id", "id"], name="event_of_ticket", condition=Q(ticket_id__isnull=False)
            ),
            models.Index(
                fields=["customer_id", "id"], name="event_of_customer", condition=Q(customer_id__isnull=False)
            ),
            models.Index(
                fields=["agent_id", "id"], name="event_of_agent", condition=Q(agent_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"


class ReactionQuerySet(ClaimableQuerySet["Reaction"]):
    def next_for(self, handler: str) -> Self:
        """What `handler` may do: of each ticket the oldest it still owes, so that it sees events in order."""
        older = Reaction.objects.filter(
            ticket_id=OuterRef("ticket_id"),
            handler=OuterRef("handler"),
            state="pending",
            pk__lt=OuterRef("pk"),
        )
        return self.filter(~Exists(older), handler=handler).select_related("event")

    def handlers(self) -> set[str]:
        return set(self.values_list("handler", flat=True).distinct())


class Reaction(Claimable):
    """One event owed to one handler."""

    is_work = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="reactions", db_index=False)
    ticket_id = models.BigIntegerField(null=True)
    handler = models.CharField(max_length=100)

    objects = ReactionQuerySet.as_manager()

    class Meta(Claimable.Meta):
        indexes: ClassVar = [
            models.Index(fields=["handler", "due_at"], condition=Q(state="pending"), name="reaction_due"),
            models.Index(
                fields=["ticket_id", "handler", "id"], condition=Q(state="pending"), name="reaction_in_order"
            ),
            models.Index(fields=["due_at"], condition=Q(state="dead"), name="reaction_dead"),
        ]
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(fields=["event", "handler"], name="reaction_once_per_handler"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} on event {self.event_id}"

    @property
    def step(self) -> str:
        return self.handler
