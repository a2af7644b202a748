from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.claimable import Claimable, ClaimableQuerySet
from people.models.company import LANGUAGES
from tickets.models import Ticket

if TYPE_CHECKING:
    from analytics.models.rating import Rating
    from people.models import Agent

OPEN_FOR = timedelta(days=30)  # after the question; later nobody remembers what it was about
CHANGEABLE_FOR = timedelta(days=1)  # after the first answer


class SurveyQuerySet(ClaimableQuerySet["Survey"]):
    def visible_to(self, agent: Agent) -> Self:
        return self.filter(ticket__in=Ticket.objects.visible_to(agent))

    def asked(self) -> Self:
        return self.filter(status=Survey.Status.ASKED)


class Survey(Claimable):
    """The question after one episode of a ticket: what lies between two resolutions. Due when it is asked."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ASKED = "asked", _("Asked")
        LEFT_OUT = "left_out", _("Not asked")

    is_work: ClassVar[bool] = True

    name = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # no secret: the link is signed
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="surveys")
    episode = models.BigIntegerField(unique=True)  # the event that resolved it
    channel = models.ForeignKey(
        "tickets.Channel", models.PROTECT, related_name="+"
    )  # asked through; first: whose plan
    agent = models.ForeignKey(
        "people.Agent", models.PROTECT, null=True, blank=True, related_name="+"
    )  # who had it
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    reason = models.CharField(
        max_length=30, blank=True, default=""
    )  # why it was not asked: analytics/left_out.py
    language = models.CharField(max_length=5, choices=LANGUAGES, blank=True, default="")
    question = models.CharField(max_length=500, blank=True, default="")  # as it was asked
    message = models.ForeignKey("tickets.Message", models.SET_NULL, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta(Claimable.Meta):
        indexes: ClassVar = [
            *Claimable.Meta.indexes,
            models.Index(fields=["ticket", "-id"], name="survey_of_ticket"),
            models.Index(fields=["asked_at"], condition=Q(status="asked"), name="survey_asked"),
        ]
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status="asked", asked_at__isnull=False) | (~Q(status="asked") & Q(asked_at=None)),
                name="survey_asked_at_iff_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"survey {self.pk} of ticket {self.ticket_id}"

    @property
    def answer(self) -> Rating | None:
        rating: Rating | None = getattr(self, "rating", None)
        return rating

    @property
    def open_until(self) -> datetime | None:
        """None: it was never asked."""
        if self.asked_at is None:
            return None
        return self.answer.created_at + CHANGEABLE_FOR if self.answer else self.asked_at + OPEN_FOR

    def is_open(self, *, at: datetime | None = None) -> bool:
        end = self.open_until
        return end is not None and (at or timezone.now()) < end
