from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from people.forms.calendars import BlocksField
from people.forms.versioned import VersionedForm
from people.hours_format import DAYS
from people.models import Agent, Shift


class ShiftForm(VersionedForm):
    """A week of one agent, a line a day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, day in enumerate(DAYS):
            widget = forms.TextInput(attrs={"class": "inp-day"})
            self.fields[day] = BlocksField(
                label=WEEKDAYS[number], required=False, max_length=200, widget=widget
            )
        self.fields["mon"].help_text = _(
            "Like 09:00-12:00, 13:00-17:00. Empty: off. "
            "A night ends at 24:00 and goes on the next day from 00:00."
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["hours"] = {day: data[day] for day in DAYS if data.get(day)}
        return data


class ShiftDayForm(forms.Form):
    on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    hours = BlocksField(label=_("Works at"), required=False, help_text=_("Empty: off all day."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=100,
        required=False,
        help_text=_("Only they and those who plan see it."),
    )


def of_shift(agent: Agent) -> dict[str, Any]:
    shift = Shift.objects.filter(agent=agent).first()
    hours = shift.hours if shift else {}
    return {"version": shift.version if shift else 0, **{day: hours.get(day, []) for day in DAYS}}
