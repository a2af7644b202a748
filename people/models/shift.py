from __future__ import annotations

from typing import ClassVar

from django.db import models


class Shift(models.Model):
    """When an agent works, week after week, by their own clock. Without hours nobody has said: any time."""

    agent = models.OneToOneField("people.Agent", models.CASCADE, related_name="shift", primary_key=True)
    hours = models.JSONField(default=dict, blank=True)  # {"mon": [["09:00", "17:00"]], …}, as Calendar.hours
    version = models.PositiveIntegerField(default=1, db_default=1)

    def __str__(self) -> str:
        return f"{self.agent_id} {self.hours}"


class ShiftDay(models.Model):
    """A date on which an agent works at other hours than usual, or not at all."""

    agent = models.ForeignKey("people.Agent", models.CASCADE, related_name="shift_days")
    on = models.DateField()
    hours = models.JSONField(default=list, blank=True)  # [] off; else blocks as in Shift.hours
    reason = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        ordering = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "on"], name="shift_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.on}"
