from __future__ import annotations

from typing import ClassVar

from django.db import models

from events.claimable import Claimable, ClaimableQuerySet


class Recomputation(Claimable):
    """Many tickets to look at again because of one change, in portions, going on where it was interrupted."""

    is_work = True

    class What(models.TextChoices):
        CALENDAR = "calendar"
        POLICY = "policy"
        CUSTOMER = "customer"  # their tier

    what = models.CharField(max_length=15, choices=What)
    subject = models.BigIntegerField()  # the id of the calendar, policy or customer
    event_id = models.BigIntegerField(unique=True)  # what set it off, once
    at = models.DateTimeField()  # when the change was made
    total = models.PositiveIntegerField(default=0)  # tickets that it concerned when it began
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0, db_default=0)  # of these, what stays as it was
    reached = models.BigIntegerField(default=0)  # the last ticket that was looked at

    objects = ClaimableQuerySet["Recomputation"].as_manager()

    class Meta(Claimable.Meta):
        indexes: ClassVar = [
            *Claimable.Meta.indexes,
            models.Index(fields=["what", "subject", "-id"], name="recomputation_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject}: {self.done} of {self.total}"

    @property
    def percent(self) -> int:
        return 100 if self.total == 0 else min(100, 100 * self.done // self.total)
