from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """What the system decided by itself and why: inputs, candidates, scores, as data that a panel renders."""

    class Kind(models.TextChoices):
        CLASSIFICATION = "classification", _("Classification")
        CHANGE = "change", _("Rules at a change")
        GUESS = "guess", _("Guess")
        PRIORITY = "priority", _("Priority")
        SLA = "sla", _("SLA")
        ASSIGNMENT = "assignment", _("Assignment")

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=15, choices=Kind)
    inputs = models.JSONField(default=dict)
    candidates = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)  # codes with parameters, most telling first
    event_id = models.BigIntegerField(null=True)  # what set it off
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["ticket", "kind", "-id"], name="decision_latest"),
            # Rows come in the order of their time: a day is found for a few bytes.
            BrinIndex(fields=["created_at"], name="decision_by_time", autosummarize=True),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "kind", "event_id"], name="decision_once_per_event"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of ticket {self.ticket_id}"
