from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.versioned import VersionedForm
from people.models import Agent, Calendar, Team
from people.models.team import MOST_AFFINITY, MOST_SECONDS, long_enough

COLOURS = [
    (1, _("Blue")),
    (2, _("Orange")),
    (3, _("Violet")),
    (4, _("Green")),
    (5, _("Pink")),
    (6, _("Teal")),
    (7, _("Yellow")),
    (8, _("Grey")),
]
LANGUAGE_LEVELS = [
    (0, _("Does not matter")),
    (1, _("Only agents who know it at least a little (1)")),
    (2, _("Only agents who know it at level 2 or better")),
    (3, _("Only agents who know it well (3) or better")),
    (4, _("Only agents who know it at level 4 or better")),
    (5, _("Only agents who know it perfectly (5)")),
]


class TeamForm(VersionedForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    colour = forms.TypedChoiceField(label=_("Colour"), choices=COLOURS, coerce=int)
    calendar = forms.ModelChoiceField(
        label=_("Opening hours"),
        queryset=Calendar.objects.all(),
        required=False,
        empty_label=_("Around the clock"),
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Agent.objects.active(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language_level = forms.TypedChoiceField(
        label=_("Language of a ticket"),
        choices=LANGUAGE_LEVELS,
        coerce=int,
        empty_value=0,  # type: ignore[arg-type] # any value will do
        required=False,
        help_text=_("Counts where a skill of that language exists, under Skills."),
    )
    affinity_minutes = forms.IntegerField(
        label=_("Back to the last agent, for minutes"),
        required=False,
        min_value=0,
        max_value=MOST_AFFINITY,
        help_text=_(
            "A customer who writes again within this time after an answer goes to whoever gave it, if they "
            "can take it now. Empty or 0: to whoever carries least. A day has 1440."
        ),
    )
    rests_after_hours = forms.BooleanField(
        label=_("Give out tickets only in opening hours"),
        required=False,
        help_text=_(
            "Outside of them tickets wait. At opening they are given out, the most urgent first, as far as "
            "there is room. Calls ring all the same."
        ),
    )
    offer_seconds = forms.IntegerField(
        label=_("Ask before giving, for seconds"),
        required=False,
        min_value=0,
        max_value=MOST_SECONDS,
        validators=[long_enough],
        help_text=_(
            "An agent is asked whether they take a ticket. Who declines or does not answer in this time is "
            "passed over, and the next one is asked; the ticket keeps its place in the queue. Empty or 0: "
            "tickets are given without asking. Calls ring at once."
        ),
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Switched off it gets nothing new; its members go on with what it has."),
    )

    def clean_affinity_minutes(self) -> int:
        return self.cleaned_data["affinity_minutes"] or 0

    def clean_offer_seconds(self) -> int:
        return self.cleaned_data["offer_seconds"] or 0


def of_team(team: Team) -> dict[str, Any]:
    fields = (
        "version",
        "name",
        "colour",
        "calendar",
        "language_level",
        "affinity_minutes",
        "rests_after_hours",
        "offer_seconds",
        "is_active",
    )
    return {**{field: getattr(team, field) for field in fields}, "members": list(team.agents.all())}
