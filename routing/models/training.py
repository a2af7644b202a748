from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.claimable import Claimable, ClaimableQuerySet
from routing.models.learned_version import LearnedVersion, Subject


class Training(Claimable):
    """Learning a subject anew from the tickets there are: owed at night, or because somebody asked."""

    class Outcome(models.TextChoices):
        LIVE = "live", _("Better, and in use since")
        NOT_BETTER = "not_better", _("Not better than what is in use")
        TOO_LITTLE = "too_little", _("Too little to learn from")

    class Step(models.TextChoices):
        WAITING = "waiting", _("Waits for its turn")
        LEARNING = "learning", _("Reads and learns")
        DONE = "done", _("Done")

    max_attempts = 3
    is_work = True

    subject = models.CharField(max_length=10, choices=Subject)
    asked_by = models.ForeignKey("people.Agent", models.SET_NULL, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    step = models.CharField(max_length=10, choices=Step, default=Step.WAITING)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")
    version = models.ForeignKey(LearnedVersion, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ClaimableQuerySet["Training"].as_manager()

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state="pending"), name="training_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"learning {self.subject}"
