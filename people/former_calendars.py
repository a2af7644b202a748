"""Opening hours as they were: what is kept of a calendar, and its form filled with it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from people.hours_format import DAYS
from people.models import Calendar, Holiday

WORDS = {
    "name": _("Name"),
    "time_zone": _("Time zone"),
    "hours": _("Opening hours"),
    "days": _("Days that differ"),
}
OF_A_DAY = ("name", "name_en", "hours", "is_national", "is_estimated")


def said_by(calendar: Calendar) -> dict[str, Any]:
    """All that counts, its days too; read anew."""
    days = {
        day.on.isoformat(): {name: getattr(day, name) for name in OF_A_DAY}
        for day in calendar.holidays.order_by("on")
    }
    fields = {name: getattr(calendar, name) for name in ("name", "time_zone", "hours")}
    return {**fields, "days": days}


def days_of(calendar: Calendar, said: Mapping[str, Any]) -> list[Holiday]:
    return [Holiday(calendar=calendar, on=date.fromisoformat(on), **day) for on, day in said["days"].items()]


def typed_again(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of a calendar begins with to say this again."""
    return {
        "name": said["name"],
        "time_zone": said["time_zone"],
        **{day: said["hours"].get(day, []) for day in DAYS},
    }


def days_moved(calendar: Calendar, said: Mapping[str, Any]) -> tuple[int, int]:
    """How many days would come back, and how many would go; one that says something else does both."""
    now = said_by(calendar)["days"].items()
    then = said["days"].items()
    return sum(one not in now for one in then), sum(one not in then for one in now)
