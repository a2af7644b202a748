from __future__ import annotations

from django.db import models


class RuleName(models.Model):
    """What a rule was called when it was published last: events and decisions name it by its id for good."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.name
