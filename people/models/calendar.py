from __future__ import annotations

from typing import ClassVar

from django.db import models


class Calendar(models.Model):
    """Opening hours in a time zone. The arithmetic over it is people/calendar.py."""

    name = models.CharField(max_length=100, unique=True)
    time_zone = models.CharField(max_length=50, default="Asia/Jakarta")
    hours = models.JSONField(default=dict)  # {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], …}
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def the_only_one(cls) -> Calendar | None:
        """What a new promise or channel most likely means; None where one has to choose."""
        calendars = list(cls._default_manager.all()[:2])
        return calendars[0] if len(calendars) == 1 else None


class Holiday(models.Model):
    """A date on which the calendar is shut, or open at other hours than usual."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="holidays")
    on = models.DateField()
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True, default="")
    hours = models.JSONField(default=list, blank=True)  # [] shut; else blocks as in Calendar.hours
    is_national = models.BooleanField(default=False)  # came with the Indonesian calendar
    is_estimated = models.BooleanField(default=False, db_default=False)  # the moon decides; it may still move

    class Meta:
        ordering = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["calendar", "on"], name="holiday_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
