from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from routing.models.clock import Metric
from tickets.models import Priority


class SlaPolicy(models.Model):
    """Which promise applies to which tickets: the first active policy whose conditions hold."""

    class OnChange(models.TextChoices):
        """What happens to running clocks when this policy, or another of its targets, comes to apply."""

        RECOMPUTE = "recompute", _("Count running clocks anew, from when they started")
        KEEP = "keep", _("Leave running clocks as they are")

    name = models.CharField(max_length=150, unique=True)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    is_internal = models.BooleanField(
        default=False, db_default=False
    )  # between our own functions: for internal tickets alone, which have a resolution target and no other
    conditions = models.JSONField(default=dict, blank=True)
    calendar = models.ForeignKey(
        "people.Calendar", models.PROTECT, null=True, blank=True, related_name="policies"
    )  # none: around the clock
    pauses_while_pending = models.BooleanField(default=True)  # the resolution clock
    pauses_while_on_hold = models.BooleanField(default=True)
    ladder = models.JSONField(default=list, blank=True)  # what happens at which moment: routing/ladder.py
    on_change = models.CharField(max_length=10, choices=OnChange, default=OnChange.RECOMPUTE)
    version = models.PositiveIntegerField(default=1)
    promised_version = models.PositiveIntegerField(
        default=1, db_default=1
    )  # the last that promised other things

    class Meta:
        verbose_name_plural = "SLA policies"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class SlaTarget(models.Model):
    policy = models.ForeignKey(SlaPolicy, models.CASCADE, related_name="targets")
    metric = models.CharField(max_length=15, choices=Metric)
    priority = models.CharField(max_length=10, choices=Priority)
    minutes = models.PositiveIntegerField()  # of working time

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["policy", "metric", "priority"], name="slatarget_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="slatarget_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.priority}: {self.minutes} min"


class PriorityScheme(models.Model):
    """The one table of points behind the priority score: routing/priority.py has the form."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    weights = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="priorityscheme_is_one")]

    def __str__(self) -> str:
        return f"priority scheme, version {self.version}"
