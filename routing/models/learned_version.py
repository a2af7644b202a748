from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.lib.asked_once import asked_once


class Subject(models.TextChoices):
    """What can be learned of a ticket's words."""

    CATEGORY = "category", _("Category")
    SENTIMENT = "sentiment", _("Mood")
    URGENCY = "urgency", _("Urgency")


class LearnedVersion(models.Model):
    """What was learned of one subject at one time: one is live, the others can be brought back (ADR 34)."""

    class State(models.TextChoices):
        LIVE = "live", _("In use")
        KEPT = "kept", _("Replaced")
        NOT_BETTER = "not_better", _("Not better, so never used")

    subject = models.CharField(max_length=10, choices=Subject)
    number = models.PositiveIntegerField()  # of its subject, counting up
    state = models.CharField(max_length=10, choices=State)
    file = models.CharField(max_length=100)  # in the data folder: routing/learned_files.py
    texts = models.PositiveIntegerField()  # tickets that it was learned from
    examples = models.PositiveIntegerField()  # and sentences that are nobody's ticket
    labels = models.JSONField(default=list)  # that it knows
    figures = models.JSONField(default=dict)  # on tickets held out: routing/guessing/figures.py; {}: too few
    live_figures = models.JSONField(default=dict)  # of the version that was live then, on the same tickets
    created_at = models.DateTimeField()
    live_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "number"], name="learnedversion_number"),
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(state="live"), name="learnedversion_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.number}"


USUAL = {Subject.CATEGORY: 60, Subject.SENTIMENT: 80, Subject.URGENCY: 80}  # percent


class Threshold(models.Model):
    """From which confidence on a subject's guess is used by itself; below it a person decides."""

    subject = models.CharField(max_length=10, choices=Subject, primary_key=True)
    percent = models.PositiveSmallIntegerField()
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=100), name="threshold_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} from {self.percent} %"

    @classmethod
    def of_all(cls) -> dict[str, Threshold]:
        """By subject; an unsaved one where nobody has set any."""
        rows = {row.subject: row for row in cls.objects.all()}
        return {
            one.value: rows.get(one) or cls(subject=one.value, percent=usual) for one, usual in USUAL.items()
        }


@asked_once
def thresholds() -> dict[str, int]:
    """Percent by subject."""
    return {subject: row.percent for subject, row in Threshold.of_all().items()}


@asked_once
def live_subjects() -> frozenset[str]:
    """Of which something has been learned that is in use."""
    off = Threshold.objects.filter(is_on=False).values("subject")
    live = LearnedVersion.objects.filter(state=LearnedVersion.State.LIVE).exclude(subject__in=off)
    return frozenset(live.values_list("subject", flat=True))
