from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.company import LANGUAGES
from people.models.skill import OF_LEVELS
from tickets.channel_texts import refuse_acknowledgement, refuse_out_of_hours, refuse_signature

TEXTS = {
    "signatures": refuse_signature,
    "acknowledgements": refuse_acknowledgement,
    "out_of_hours_texts": refuse_out_of_hours,
}


class ChannelKind(models.TextChoices):
    MAIL = "mail", _("Email")
    FORM = "form", _("Web form")
    API = "api", _("API")
    WHATSAPP = "whatsapp", _("WhatsApp")
    MESSENGER = "messenger", _("Messenger")
    INSTAGRAM = "instagram", _("Instagram")
    TELEGRAM = "telegram", _("Telegram")
    LINE = "line", _("LINE")
    SMS = "sms", _("SMS")
    WEBCHAT = "webchat", _("Web chat")
    VOICE = "voice", _("Phone")


class Channel(models.Model):
    """A door, as tickets, rules and reports know it. Secrets and health: channels_in.Connection."""

    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=20, choices=ChannelKind)
    team = models.ForeignKey(
        "people.Team", models.PROTECT, null=True, blank=True, related_name="channels"
    )  # where its tickets start when no rule says otherwise
    calendar = models.ForeignKey("people.Calendar", models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=5, choices=LANGUAGES, default="id")
    signatures = models.JSONField(default=dict, blank=True)  # language → light Markdown
    acknowledges = models.BooleanField(default=False)
    acknowledgements = models.JSONField(default=dict, blank=True)  # language → text with variables
    answers_out_of_hours = models.BooleanField(default=False)  # by its calendar; without one never
    out_of_hours_texts = models.JSONField(default=dict, blank=True)  # language → text with variables
    undo_seconds = models.PositiveSmallIntegerField(default=10, validators=[MaxValueValidator(120)])
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def first_team_id(self) -> int | None:
        """Where a new ticket starts: nowhere while the team is switched off."""
        return self.team_id if self.team and self.team.is_active else None

    def clean(self) -> None:
        for field, refuse in TEXTS.items():
            texts = getattr(self, field)
            for text in texts.values() if isinstance(texts, dict) else ():
                try:
                    refuse(str(text))
                except ValidationError as error:
                    raise ValidationError({field: error}) from None


class Category(models.Model):
    """What a ticket is about (the complaint type), set by classification or by a person."""

    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    key = models.SlugField(max_length=50, unique=True)  # what rules, policies and configuration files name
    team = models.ForeignKey("people.Team", models.SET_NULL, null=True, blank=True, related_name="categories")
    skill = models.ForeignKey(
        "people.Skill", models.SET_NULL, null=True, blank=True, related_name="categories"
    )  # whoever is given one of these must have it
    skill_level = models.PositiveSmallIntegerField(default=1, db_default=1, validators=OF_LEVELS)
    points = models.SmallIntegerField(default=0)  # its contribution to the priority score
    examples = models.TextField(
        blank=True, default="", db_default="", validators=[MaxLengthValidator(20_000)]
    )  # what customers write about it, one a line: learned from like tickets
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        verbose_name_plural = "categories"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
