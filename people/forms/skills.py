from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.versioned import VersionedForm
from people.models import Agent, AgentSkill, Skill
from people.models.company import LANGUAGES
from people.models.skill import HIGHEST
from people.skill_steps import MAX_MINUTES, MAX_STEPS

STEPS = range(1, MAX_STEPS + 1)
ANYBODY = "any"
LOWER = [
    ("", ""),
    ("1", _("one level less will do")),
    ("2", _("two levels less will do")),
    ("3", _("three levels less will do")),
    ("4", _("four levels less will do")),
    (ANYBODY, _("anybody will do")),
]
LEVELS = [
    (0, "–"),
    (1, _("1, a little")),
    (2, "2"),
    (3, _("3, well")),
    (4, "4"),
    (HIGHEST, _("5, expert")),
]


class SkillForm(VersionedForm):
    """A skill, by which steps it is asked for less, and who has it."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Like English, or Refunds."))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("Not a language")), *LANGUAGES],
        required=False,
        help_text=_("Tickets in this language ask for it, in teams that say so on their page."),
    )
    is_active = forms.BooleanField(
        label=_("In use"), required=False, help_text=_("Switched off, no ticket asks for it.")
    )

    def __init__(self, *args: Any, agents: list[Agent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agents = agents
        for number in STEPS:
            self.fields[f"after_{number}"] = forms.IntegerField(
                label=_("After minutes"),
                required=False,
                min_value=1,
                max_value=MAX_MINUTES,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
            self.fields[f"lower_{number}"] = forms.ChoiceField(label=_("Then"), choices=LOWER, required=False)
        for agent in agents:
            self.fields[f"agent_{agent.pk}"] = forms.TypedChoiceField(
                label=agent.name,
                choices=LEVELS,
                coerce=int,
                empty_value=0,  # type: ignore[arg-type] # any value will do
                required=False,
            )

    @property
    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"after_{number}"], self[f"lower_{number}"]) for number in STEPS]

    @property
    def people(self) -> Iterator[tuple[Agent, forms.BoundField]]:
        for agent in self.agents:
            yield agent, self[f"agent_{agent.pk}"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for number in STEPS:
            if bool(data.get(f"after_{number}")) != bool(data.get(f"lower_{number}")):
                self.add_error(
                    f"after_{number}", _("A step needs both: after how long, and what will do then.")
                )
        return {
            **{name: data[name] for name in ("version", "name", "language", "is_active") if name in data},
            "steps": [_step(data, number) for number in STEPS if data.get(f"after_{number}")],
            "levels": {agent.pk: data.get(f"agent_{agent.pk}") or 0 for agent in self.agents},
        }


def of_skill(skill: Skill) -> dict[str, Any]:
    levels = AgentSkill.objects.filter(skill=skill).values_list("agent_id", "level")
    fields: dict[str, Any] = {f"agent_{agent}": level for agent, level in levels}
    for number, step in zip(STEPS, skill.steps, strict=False):
        fields[f"after_{number}"] = step["after_minutes"]
        fields[f"lower_{number}"] = ANYBODY if step["lower_by"] is None else str(step["lower_by"])
    return {**fields, **{name: getattr(skill, name) for name in ("version", "name", "language", "is_active")}}


def _step(data: dict[str, Any], number: int) -> dict[str, Any]:
    lower = data.get(f"lower_{number}")
    return {
        "after_minutes": data[f"after_{number}"],
        "lower_by": None if lower in {ANYBODY, ""} else int(lower or 1),
    }
