from __future__ import annotations

from typing import ClassVar

from django.db import models


class RuleMatches(models.Model):
    """How many decisions of a day (UTC) a rule had a part in. Counted again until the day is over."""

    ALL = 0  # instead of a rule: all decisions of the day

    day = models.DateField()
    rule = models.BigIntegerField()
    tickets = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "rule"], name="rulematches_once")]

    def __str__(self) -> str:
        return f"rule {self.rule} on {self.day}: {self.tickets}"
