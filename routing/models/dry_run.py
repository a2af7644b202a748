from __future__ import annotations

from typing import ClassVar

from django.db import models

from events.claimable import Claimable, ClaimableQuerySet


class DryRun(Claimable):
    """The draft against the live rules over past tickets: what would have become of them, in portions.

    Both sets are kept as they were when somebody asked; `reached` is the last ticket that was looked at.
    """

    is_work = True

    asked_by = models.ForeignKey("people.Agent", models.CASCADE, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()
    live_version = models.PositiveIntegerField(default=0)  # 0: nothing was live
    live = models.JSONField(default=list)
    draft = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)  # tickets that were there when it began
    done = models.PositiveIntegerField(default=0)  # of them looked at
    replayed = models.PositiveIntegerField(default=0)  # of these, what had been routed
    changed = models.PositiveIntegerField(default=0)
    unmatched = models.PositiveIntegerField(default=0)  # that no rule of the draft is about
    # How many came to each team (its id as a text; "": none), before and after: {"before": {…}, "after": {…}}
    loads = models.JSONField(default=dict, db_default={})
    reached = models.BigIntegerField()  # going down
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimableQuerySet["DryRun"].as_manager()

    def __str__(self) -> str:
        return f"dry run of {self.days} days: {self.done} of {self.total}"

    @property
    def percent(self) -> int:
        return 100 if self.total == 0 else min(100, 100 * self.done // self.total)

    @property
    def left_out(self) -> int:
        return self.done - self.replayed


class DryRunChange(models.Model):
    """One ticket of which the draft would have made something else: team, priority, category, tags."""

    dry_run = models.ForeignKey(DryRun, models.CASCADE, related_name="changes")
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="+")
    before = models.JSONField()  # by the live rules: routing/replay.py
    after = models.JSONField()
    promised = models.JSONField(default=dict, db_default={})  # before and after: routing/replayed_promise.py

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dry_run", "ticket"], name="dryrunchange_once"),
        ]

    def __str__(self) -> str:
        return f"ticket {self.ticket_id} in dry run {self.dry_run_id}"
