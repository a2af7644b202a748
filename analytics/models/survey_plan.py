from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from analytics.question import LONGEST, refuse_question
from people.models.company import LANGUAGES

LONGEST_DELAY = 7 * 24 * 60  # minutes
LONGEST_QUIET = 365  # days


class SurveyPlan(models.Model):
    """What a channel asks its customers when a ticket is resolved, and when. Without one it asks nothing."""

    channel = models.OneToOneField("tickets.Channel", models.CASCADE, related_name="survey_plan")
    is_active = models.BooleanField(default=False)
    questions = models.JSONField(
        default=dict, blank=True
    )  # language → plain words; without: the built-in ones
    language = models.CharField(max_length=5, choices=LANGUAGES, blank=True, default="")  # empty: theirs
    delay_minutes = models.PositiveIntegerField(default=5, validators=[MaxValueValidator(LONGEST_DELAY)])
    quiet_days = models.PositiveSmallIntegerField(
        default=7, validators=[MaxValueValidator(LONGEST_QUIET)]
    )  # a customer is not asked again before
    low_score = models.PositiveSmallIntegerField(
        default=2, validators=[MaxValueValidator(4)]
    )  # up to this one supervisors are told; 0: of none
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["channel__name"]

    def __str__(self) -> str:
        return f"survey plan of channel {self.channel_id}"

    def clean(self) -> None:
        if not isinstance(self.questions, dict) or set(self.questions) - {code for code, _ in LANGUAGES}:
            raise ValidationError({"questions": f"Languages with words of up to {LONGEST} characters."})
        for text in self.questions.values():
            try:
                refuse_question(str(text))
            except ValidationError as error:
                raise ValidationError({"questions": error}) from None
