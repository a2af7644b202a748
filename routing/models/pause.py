from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from events.claimable import Claimable, ClaimableQuerySet


class RoutingPause(Claimable):
    """A team that is given no work until `due_at`, or until somebody ends it (null): who, why, since when.

    Done once it has ended. What was given before stays; what comes waits in the queue and says so.
    """

    is_work = True

    team = models.ForeignKey("people.Team", models.CASCADE, related_name="routing_pauses")
    by = models.ForeignKey("people.Agent", models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Agent", models.PROTECT, null=True, related_name="+", db_index=False)

    objects = ClaimableQuerySet["RoutingPause"].as_manager()

    class Meta(Claimable.Meta):
        indexes: ClassVar = [*Claimable.Meta.indexes]
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(
                fields=["team"], condition=Q(ended_at=None), name="routingpause_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"no work for team {self.team_id}"
