from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.claimable import Claimable, ClaimableQuerySet


class Metric(models.TextChoices):
    FIRST_RESPONSE = "first_response", _("First response")
    NEXT_RESPONSE = "next_response", _("Next response")
    RESOLUTION = "resolution", _("Resolution")


class ClockQuerySet(ClaimableQuerySet["Clock"]):
    def going(self) -> Self:
        """Not stopped: running or standing still."""
        return self.filter(stopped_at=None)


class Clock(Claimable):
    """One promise running on one ticket. `deadline` is the promise; `due_at` walks over the thresholds.

    Paused or stopped: `due_at` is null. `policy_facts` freezes what it was computed from.
    """

    is_work = True

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="clocks")
    metric = models.CharField(max_length=15, choices=Metric)
    cycle = models.PositiveIntegerField(default=1)
    policy = models.ForeignKey("routing.SlaPolicy", models.SET_NULL, null=True, related_name="clocks")
    policy_facts = models.JSONField(default=dict)  # routing/clocks.py has the form
    calendar = models.ForeignKey(
        "people.Calendar", models.SET_NULL, null=True, related_name="+", db_index=False
    )  # none: around the clock
    target_seconds = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True)  # null while paused: it moves until it runs again
    paused_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    breached_at = models.DateTimeField(null=True, blank=True)
    stop_reason = models.CharField(
        max_length=30, blank=True, default=""
    )  # answered, resolved, closed, cancelled, replaced, no_policy
    stopped_by_message = models.BigIntegerField(
        null=True, blank=True
    )  # so that a withdrawn reply starts it again
    threshold = models.SmallIntegerField(null=True)  # what due_at stands for: routing/thresholds.py

    objects = ClockQuerySet.as_manager()

    class Meta(Claimable.Meta):
        indexes: ClassVar = [
            *Claimable.Meta.indexes,
            models.Index(fields=["calendar"], condition=Q(stopped_at=None), name="clock_going_on_calendar"),
            models.Index(
                fields=["stopped_at"], condition=Q(metric="first_response"), name="clock_first_stopped"
            ),  # today's service level
        ]
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(fields=["ticket", "metric", "cycle"], name="clock_once_per_cycle"),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.cycle} of ticket {self.ticket_id}"

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None and self.paused_at is None


class ClockSpan(models.Model):
    """A stretch of a clock's life, counted or not: what its receipt is made of."""

    class Kind(models.TextChoices):
        RUNNING = "running"
        PAUSED = "paused"

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="spans")
    kind = models.CharField(max_length=10, choices=Kind)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=30, blank=True, default="")  # pending, on_hold, resolved

    class Meta:
        ordering = ["started_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clock"], condition=Q(ended_at=None), name="clockspan_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of clock {self.clock_id}"


class Escalation(models.Model):
    """A threshold of a clock that was reached: once, whatever runs twice."""

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="escalations")
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="escalations")
    metric = models.CharField(max_length=15, choices=Metric)
    cycle = models.PositiveIntegerField()
    threshold = (
        models.SmallIntegerField()
    )  # routing/thresholds.py: percent, 100 the breach; minutes around it
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    did = models.JSONField(default=list, db_default=[])  # what the ladder had done then: actions/climb.py

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ticket", "metric", "cycle", "threshold"], name="escalation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.threshold} % of ticket {self.ticket_id}"
