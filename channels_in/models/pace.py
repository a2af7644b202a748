from __future__ import annotations

from typing import ClassVar

from django.db import models

from tickets.models import ChannelKind


class Pace(models.Model):
    """How soon people of a team answered through one kind of channel. None: too few answers to tell."""

    team = models.ForeignKey("people.Team", models.CASCADE, related_name="paces")
    kind = models.CharField(max_length=20, choices=ChannelKind)
    usual_reply_seconds = models.PositiveIntegerField(null=True, blank=True)  # of opening hours, of some days
    expected_wait_seconds = models.PositiveIntegerField(null=True, blank=True)  # the same, of some hours
    measured_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "kind"], name="pace_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind} of team {self.team_id}"
