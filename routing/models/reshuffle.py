from __future__ import annotations

from typing import ClassVar

from django.db import models


class Reshuffle(models.Model):
    """Many tickets moved, or many people nudged, by one decision of who leads; undone by one.

    `steps`: one a ticket, with ticket, outcome (done, or the code of a refusal), event (of what was done),
    from_team, from_agent, to_team, to_agent; undone: what came of taking it back.
    """

    class What(models.TextChoices):
        QUEUE = "queue"
        AGENT = "agent"
        BALANCE = "balance"
        NUDGE = "nudge"

    what = models.CharField(max_length=10, choices=What)
    by = models.ForeignKey("people.Agent", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    steps = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.what} of {len(self.steps)} tickets"

    @property
    def done(self) -> int:
        return sum(step["outcome"] == "done" for step in self.steps)

    @property
    def refused(self) -> int:
        return len(self.steps) - self.done
