"""A row that is work to be done later, kept where it cannot get lost: events/claims.py works it off."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

C = TypeVar("C", bound="Claimable")


class ClaimableQuerySet(models.QuerySet[C]):
    def due(self) -> Self:
        """Rows that a worker may take now. The database's clock is the only clock."""
        free = Q(lease_until=None) | Q(lease_until__lte=Now())
        return self.filter(free, state=Claimable.State.PENDING, due_at__lte=Now())

    def dead(self) -> Self:
        return self.filter(state=Claimable.State.DEAD)

    def retry(self) -> int:
        """The button on the dead-letter screen."""
        return self.dead().update(state=Claimable.State.PENDING, due_at=Now(), attempts=0)


class Claimable(models.Model):
    """Something that must happen once, at or after `due_at`, whatever dies in the meantime."""

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        DEAD = "dead"

    max_attempts: ClassVar[int] = 8
    is_work: ClassVar[bool] = False  # once dead it is listed with other work; else it has a place of its own

    due_at = models.DateTimeField(null=True, db_default=Now())  # null: not scheduled, like a paused clock
    lease_until = models.DateTimeField(null=True, editable=False)  # who claims it writes this; see _ours()
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING, editable=False)
    last_error = models.TextField(blank=True, default="", editable=False)

    claimed_at: datetime  # by the database's clock; only on rows that claim() returned

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="%(class)s_due"),
            models.Index(fields=["due_at"], condition=Q(state="dead"), name="%(class)s_dead"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending") | Q(lease_until=None), name="%(class)s_leased_only_while_pending"
            ),
        ]

    @property
    def key(self) -> str:
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def step(self) -> str:
        """What it does, for who looks after the installation."""
        return str(self)

    def is_at_fault(self, error: Exception) -> bool:
        """Whether a failure counts as an attempt: not what the machine or the database is in trouble with."""
        return True
