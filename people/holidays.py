"""Indonesia's public holidays and joint leave (cuti bersama), as the government fixes them year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from holidays import country_holidays

_ESTIMATED = (" (perkiraan)", " (estimated)")  # how the package marks them


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalHoliday:
    on: date
    name_id: str
    name_en: str
    is_joint_leave: bool
    is_estimated: bool  # its date follows the moon and is not fixed yet


def indonesian_holidays(year: int) -> list[NationalHoliday]:
    """In order of date, one entry each; a day that is both is the public holiday."""
    joint, public = _names(year, "government"), _names(year, "public")
    return [
        NationalHoliday(
            on=day,
            name_id=_without_mark(name_id),
            name_en=_without_mark(name_en),
            is_joint_leave=day not in public,
            is_estimated=_without_mark(name_en) != name_en,
        )
        for day, (name_id, name_en) in sorted((joint | public).items())
    ]


def joint_leave_is_known(year: int) -> bool:
    """The decree for a year comes out in the autumn before."""
    return bool(_names(year, "government"))


def _names(year: int, category: str) -> dict[date, tuple[str, str]]:
    indonesian = country_holidays("ID", years=year, language="id", categories=(category,))
    english = country_holidays("ID", years=year, language="en_US", categories=(category,))
    return {day: (str(name), str(english[day])) for day, name in indonesian.items()}


def _without_mark(name: str) -> str:
    for mark in _ESTIMATED:
        name = name.replace(mark, "")
    return name
