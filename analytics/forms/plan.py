from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.models import SurveyPlan
from analytics.models.survey_plan import LONGEST_DELAY, LONGEST_QUIET
from analytics.question import LONGEST, refuse_question
from people.models.company import LANGUAGES


def _question(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[refuse_question],
        help_text=help_text,
    )


class PlanForm(forms.Form):
    """What a channel asks when a ticket is resolved."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_active = forms.BooleanField(
        label=_("Ask customers what they think of our help"),
        required=False,
        help_text=_(
            "Once a resolved ticket was answered by a person. Never machines, never twice about one."
        ),
    )
    question_id = _question(_("Question, Indonesian"))
    question_en = _question(
        _("Question, English"),
        _(
            "Left empty, Alur asks in words of its own. {{ agent.name }}, {{ company.name }} and "
            "{{ channel.name }} are filled in; a link or buttons from 1 to 5 follow by themselves."
        ),
    )
    language = forms.ChoiceField(
        label=_("Asked in"), choices=[("", _("The customer’s language")), *LANGUAGES], required=False
    )
    delay_minutes = forms.IntegerField(
        label=_("Minutes after resolving"),
        min_value=0,
        max_value=LONGEST_DELAY,
        initial=5,
        help_text=_("Who writes again before is not asked."),
    )
    quiet_days = forms.IntegerField(
        label=_("Days until the same customer is asked again"),
        min_value=0,
        max_value=LONGEST_QUIET,
        initial=7,
    )
    low_score = forms.TypedChoiceField(
        label=_("Tell supervisors of a rating"),
        coerce=int,
        choices=[(0, _("of none")), *((n, _("of %(n)s or less") % {"n": n}) for n in range(1, 5))],
        initial=2,
    )

    def plan_fields(self) -> dict[str, Any]:
        given = self.cleaned_data
        written = {code: given[f"question_{code}"].strip() for code, _label in LANGUAGES}
        return {
            "is_active": given["is_active"],
            "questions": {code: text for code, text in written.items() if text},
            "language": given["language"],
            "delay_minutes": given["delay_minutes"],
            "quiet_days": given["quiet_days"],
            "low_score": given["low_score"],
        }


def of_plan(plan: SurveyPlan) -> dict[str, Any]:
    names = ("is_active", "language", "delay_minutes", "quiet_days", "low_score", "version")
    shown: dict[str, Any] = {name: getattr(plan, name) for name in names}
    return shown | {f"question_{code}": plan.questions.get(code, "") for code, _label in LANGUAGES}
