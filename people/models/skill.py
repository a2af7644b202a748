from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from people.models.company import LANGUAGES

HIGHEST = 5
OF_LEVELS = [MinValueValidator(1), MaxValueValidator(HIGHEST)]


class Skill(models.Model):
    """Something that not everybody can, such as a language. Tickets may ask for it at a level."""

    name = models.CharField(max_length=100, unique=True)
    language = models.CharField(
        max_length=5, choices=LANGUAGES, blank=True, default=""
    )  # knowing it is this skill: asked for by tickets in that language, in teams that want it
    steps = models.JSONField(default=list, blank=True)  # who waits asks for less: people/skill_steps.py
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["language"], condition=~Q(language=""), name="skill_once_a_language"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgentSkill(models.Model):
    """How good an agent is at it: 1 a little, 5 as well as anybody."""

    agent = models.ForeignKey("people.Agent", models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="agents")
    level = models.PositiveSmallIntegerField(validators=OF_LEVELS)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "skill"], name="agent_skill_once"),
            models.CheckConstraint(condition=Q(level__range=(1, HIGHEST)), name="agent_skill_has_a_level"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.skill_id} {self.level}"
