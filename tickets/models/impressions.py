from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Sentiment(models.TextChoices):
    """What the customer's words sound like."""

    NEGATIVE = "negative", pgettext_lazy("sentiment", "Upset")
    NEUTRAL = "neutral", pgettext_lazy("sentiment", "Neutral")
    POSITIVE = "positive", pgettext_lazy("sentiment", "Pleased")


class Urgency(models.TextChoices):
    """How soon the customer's words ask for help: one thing that priority is made of."""

    LOW = "low", pgettext_lazy("urgency", "Can wait")
    MEDIUM = "medium", pgettext_lazy("urgency", "Soon")
    HIGH = "high", pgettext_lazy("urgency", "At once")
