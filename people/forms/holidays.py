"""Days on which a calendar differs, as people enter them: several in one go, or from Indonesia’s list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

AHEAD = 10  # years: a day further off is a slip
MOST = 200  # days in one go
_DATE = r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})"
_LINE = re.compile(rf"{_DATE}(?:\s*(?:-|–|s/d|to|until|sampai)\s*{_DATE})?[\s,;:]+(.+)", re.IGNORECASE)


def refuse_far_off(on: date) -> None:
    this = timezone.localdate().year
    if not this - 1 <= on.year <= this + AHEAD:
        words = _("Choose a day from %(first)s to %(last)s: is the year right?")
        raise ValidationError(words % {"first": this - 1, "last": this + AHEAD})


class HolidayListForm(forms.Form):
    """A day or a stretch of days a line, each shut: 2026-12-24 - 2026-12-26 Cuti bersama."""

    days = forms.CharField(
        label=gettext_lazy("Days, one a line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Like 2026-12-24 Christmas Eve, or 2026-12-28 - 2026-12-31 Stocktaking."),
    )

    def clean_days(self) -> dict[date, str]:
        found: dict[date, str] = {}
        for number, line in enumerate(self.cleaned_data["days"].splitlines(), start=1):
            if line.strip():
                found |= dict(_days_of(line.strip(), number))
        if len(found) > MOST:
            raise ValidationError(_("At most %(n)s days in one go.") % {"n": MOST})
        return found


class YearForm(forms.Form):
    """`day`: which of the year's days; none named: all."""

    year = forms.IntegerField(min_value=2000, max_value=2100)
    with_joint_leave = forms.BooleanField(required=False)
    chooses = forms.BooleanField(required=False)

    def chosen(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data["chooses"]:
            return {"year": data["year"], "with_joint_leave": data["with_joint_leave"]}
        chosen = self.data.getlist("day") if isinstance(self.data, QueryDict) else []
        return {"year": data["year"], "only": {one for one in map(_iso, chosen) if one}}


def _days_of(line: str, number: int) -> Iterator[tuple[date, str]]:
    read = _LINE.fullmatch(line)
    first = _read(read[1]) if read else None
    last = _read(read[2]) if read and read[2] else first
    if read is None or first is None or last is None or not first <= last <= first + timedelta(days=MOST):
        words = _("Line %(n)s: write a date and a name, like 2026-12-24 Christmas Eve.")
        raise ValidationError(words % {"n": number})
    refuse_far_off(first)
    refuse_far_off(last)
    for day in range((last - first).days + 1):
        yield first + timedelta(days=day), read[3].strip()[:150]


def _read(text: str) -> date | None:
    parts = [int(part) for part in re.split(r"[-./]", text)]
    year, month, day = parts if len(text.split("-")[0]) == 4 else reversed(parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
