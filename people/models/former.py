from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now


class Former(models.Model):
    """What opening hours or a promise said until somebody changed it: the way back (ADR 37)."""

    class What(models.TextChoices):
        CALENDAR = "calendar"
        POLICY = "sla_policy"  # of an app above: known by its id

    what = models.CharField(max_length=12, choices=What)
    row = models.BigIntegerField()
    said = models.JSONField()  # people/former_calendars.py, routing/former_policies.py
    changed = models.JSONField(default=list)  # the names of what was changed then
    changed_at = models.DateTimeField(db_default=Now())
    changed_by = models.ForeignKey(
        "people.Agent", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )  # none: a file, or the upgrade

    class Meta:
        ordering: ClassVar[Any] = ["-id"]
        indexes: ClassVar = [models.Index(fields=["what", "row", "-id"], name="former_of_row")]

    def __str__(self) -> str:
        return f"{self.what} {self.row}, as it was until {self.changed_at}"
