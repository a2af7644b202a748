from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.lib.asked_once import asked_once

LANGUAGES = [("en", "English"), ("id", "Bahasa Indonesia")]


C = TypeVar("C", bound="Company")


class Company(models.Model):
    """The one company this installation serves, and the few rules that hold everywhere in it."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name = models.CharField(max_length=100)
    ticket_prefix = models.CharField(
        max_length=6,
        default="T",
        validators=[RegexValidator(r"^[A-Z][A-Z0-9]*$", _("Capital letters and digits."))],
    )
    language = models.CharField(max_length=5, choices=LANGUAGES, default="id")
    time_zone = models.CharField(max_length=50, default="Asia/Jakarta")
    follow_up_days = models.PositiveSmallIntegerField(
        default=7, validators=[MaxValueValidator(365)]
    )  # a customer who writes later than this after "resolved" gets a new, linked ticket
    close_after_days = models.PositiveSmallIntegerField(
        default=14, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    requeue_after_seconds = models.PositiveIntegerField(default=300)  # grace for an agent who goes offline
    channel_weights = models.JSONField(
        default=dict, blank=True, db_default=models.Value({}, models.JSONField())
    )  # kind of channel → how much of an agent a ticket takes; what is missing counts 1: tickets/weights.py
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        verbose_name_plural = "companies"
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="company_is_one")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Self:
        """The company; before the first run is finished an unsaved one with the defaults."""
        return _current(cls)


@asked_once
def _current(cls: type[C]) -> C:
    return cls.objects.filter(pk=cls.ONLY).first() or cls(name="Alur")
