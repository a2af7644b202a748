from __future__ import annotations

from django.db import models


class Team(models.Model):
    """Agents who share work and a queue."""

    name = models.CharField(max_length=100, unique=True)
    colour = models.PositiveSmallIntegerField(default=1)  # which of the palette's swatches, 1 to 8
    calendar = models.ForeignKey(
        "people.Calendar", models.SET_NULL, null=True, blank=True, related_name="teams"
    )
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def the_only_one(cls) -> Team | None:
        """What a new channel most likely means; None where one has to choose."""
        teams = list(cls._default_manager.filter(is_active=True)[:2])
        return teams[0] if len(teams) == 1 else None
