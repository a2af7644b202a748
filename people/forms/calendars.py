from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from helpdesk.lib.fault_words import words_of
from people.forms.holidays import refuse_far_off
from people.forms.versioned import VersionedForm
from people.forms.zones import ZoneField
from people.hours_format import DAYS, check_blocks
from people.models import Calendar

DASHES = re.compile(r"\s*[-–]\s*")


class BlocksField(forms.CharField):
    """One day's opening hours as people write them: 09:00-12:00, 13:00-17:00. Empty is shut."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return ", ".join(f"{begin}-{end}" for begin, end in value)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != (initial or [])
        except ValidationError:
            return True

    def clean(self, value: Any) -> list[list[str]]:
        text = super().clean(value)
        blocks = [DASHES.split(part.strip()) for part in text.replace(";", ",").split(",") if part.strip()]
        blocks = [[_padded(at) for at in block] for block in blocks]
        if faults := check_blocks(blocks):
            raise ValidationError(list(dict.fromkeys(words_of(fault) for fault in faults)))
        return blocks


def _padded(at: str) -> str:
    """9.00 and 9:00 mean 09:00."""
    at = at.strip().replace(".", ":")
    return at.zfill(5) if ":" in at else f"{at.zfill(2)}:00"


class CalendarForm(VersionedForm):
    former = forms.IntegerField(widget=forms.HiddenInput, required=False)  # whose days come back, too
    name = forms.CharField(label=_("Name"), max_length=100)
    time_zone = ZoneField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, day in enumerate(DAYS):
            widget = forms.TextInput(attrs={"class": "inp-day"})
            self.fields[day] = BlocksField(
                label=WEEKDAYS[number], required=False, max_length=200, widget=widget
            )
        self.fields["mon"].help_text = _("Like 09:00-12:00, 13:00-17:00. Empty: shut.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["hours"] = {day: data[day] for day in DAYS if data.get(day)}
        return data


class NewCalendarForm(CalendarForm):
    with_holidays = forms.BooleanField(
        label=_("With Indonesia’s holidays of this year and the next"), required=False, initial=True
    )


class HolidayForm(forms.Form):
    on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=_("Name"), max_length=150)
    name_en = forms.CharField(label=_("Name in English"), max_length=150, required=False)
    hours = BlocksField(label=_("Open at"), required=False, help_text=_("Empty: shut all day."))

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        refuse_far_off(on)
        return on


def of_calendar(calendar: Calendar) -> dict[str, Any]:
    return {
        "version": calendar.version,
        "name": calendar.name,
        "time_zone": calendar.time_zone,
        **{day: calendar.hours.get(day, []) for day in DAYS},
    }


def years() -> list[int]:
    this = timezone.localdate().year
    return [this, this + 1]
