from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from analytics.models.survey import Survey
from tickets.models import Ticket

if TYPE_CHECKING:
    from people.models import Agent

WORST, BEST = 1, 5
GOOD = 4  # CSAT is the share of answers from here up
LONGEST_COMMENT = 2000  # characters


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, agent: Agent) -> Self:
        return self.filter(survey__ticket__in=Ticket.objects.visible_to(agent))


class Rating(models.Model):
    """A customer's answer to a survey; whom it is about stands in the survey."""

    class Way(models.TextChoices):
        PAGE = "page", _("Web page")
        CHAT = "chat", _("Web chat")
        BUTTON = "button", _("Button in the conversation")

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="rating")
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True, default="")
    way = models.CharField(max_length=10, choices=Way)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = RatingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-created_at", "-id"], name="rating_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(score__gte=WORST, score__lte=BEST), name="rating_of_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.score} of {BEST} for survey {self.survey_id}"
