from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class RuleSet(models.Model):
    """The rules as they were published, in order: the one with the highest version decides.

    `rules` holds for each what routing/rule_sets.py writes of it; rows are never changed.
    """

    version = models.PositiveIntegerField(unique=True)
    rules = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "people.Agent", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )  # none: by a file, or by the upgrade that brought versions
    restores = models.PositiveIntegerField(null=True, blank=True)  # the version that it brings back

    class Meta:
        ordering: ClassVar[Any] = ["-version"]

    def __str__(self) -> str:
        return f"rules, version {self.version}"
