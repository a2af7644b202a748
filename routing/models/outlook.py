from __future__ import annotations

from typing import ClassVar

from django.db import models


class Experience(models.Model):
    """What the forecast has learned from past promises: routing/forecasting/learned.py has the form."""

    learned_at = models.DateTimeField()
    since = models.DateTimeField()
    promises = models.PositiveIntegerField()
    outcomes = models.PositiveIntegerField()  # forecasts whose end is known, from which the weights come
    weights = models.JSONField()
    queues = models.JSONField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-learned_at"], name="experience_latest")]

    def __str__(self) -> str:
        return f"learned from {self.promises} promises"


class Outlook(models.Model):
    """The forecast of one minute: by team and hour, and of each promise that ends within it."""

    minute = models.DateTimeField(unique=True)  # who is first in a minute looks
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    experience = models.ForeignKey(Experience, models.SET_NULL, null=True, related_name="+", db_index=False)
    teams = models.JSONField(default=list)  # routing/outlook/look.py has the form
    promises = models.JSONField(default=list)  # the likeliest to break first
    figures = models.JSONField(default=dict)  # by team, as the board had them: routing/board/minute.py
    left_out = models.PositiveIntegerField(default=0)  # open ones that were too many to look at

    def __str__(self) -> str:
        return f"outlook of {self.minute:%H:%M}"


class Foreseen(models.Model):
    """What was said of one promise so long before its end, and what became of it: its record."""

    clock = models.ForeignKey("routing.Clock", models.CASCADE, related_name="foreseen")
    lead = models.PositiveSmallIntegerField()  # minutes before the end
    deadline = models.DateTimeField()  # as it was then; one that has moved since is not counted
    said_at = models.DateTimeField()
    chance = models.FloatField()
    sight = models.JSONField()  # routing/forecasting/promise.py: what it was reckoned from
    is_rehearsed = models.BooleanField(default=False)  # said afterwards, from what was known then
    was_broken = models.BooleanField(null=True)  # None: nobody knows yet

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clock", "lead"], name="foreseen_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["deadline"], condition=models.Q(was_broken=None), name="foreseen_open"),
            models.Index(fields=["lead", "-said_at"], name="foreseen_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.chance:.0%} for clock {self.clock_id}, {self.lead} minutes ahead"
