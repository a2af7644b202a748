from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.team_choice import TeamChoice
from people.forms.versioned import VersionedForm
from people.models import Skill
from people.models.skill import HIGHEST
from tickets.models import Category


class CategoryForm(VersionedForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    key = forms.SlugField(
        label=_("Key"),
        max_length=50,
        help_text=_("What rules and files call it, like refund. It never changes."),
        error_messages={"invalid": _("Write letters and digits without spaces, like money-back.")},
    )
    team = TeamChoice(label=_("Team"), required=False, empty_label=_("No team of its own"))
    skill = forms.ModelChoiceField(
        label=_("Needs the skill"),
        queryset=Skill.objects.filter(is_active=True),
        required=False,
        empty_label=_("None in particular"),
    )
    skill_level = forms.TypedChoiceField(
        label=_("At least at level"),
        choices=[(n, n) for n in range(1, HIGHEST + 1)],
        coerce=int,
        empty_value=1,  # type: ignore[arg-type] # any value will do
        required=False,
    )
    points = forms.IntegerField(
        label=_("Points"),
        min_value=-1000,
        max_value=1000,
        initial=0,
        help_text=_("What it adds to the priority of a ticket."),
    )
    examples = forms.CharField(
        label=_("Examples"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What customers write about it, one sentence a line, in any language. "
            "New tickets are told by them until enough have been sorted."
        ),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class KnownCategoryForm(CategoryForm):
    """Of one that exists already: its key stays."""

    key = None  # type: ignore[assignment]


def of_category(category: Category) -> dict[str, Any]:
    fields = ("version", "name", "name_en", "team", "skill", "skill_level", "points", "examples", "is_active")
    return {field: getattr(category, field) for field in fields}
