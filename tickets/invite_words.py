"""A calendar invitation as its reader sees it: what, when by the reader's clock, where, from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS: dict[str, str | Promise] = {
    "CANCEL": gettext_lazy("Invitation withdrawn"),
    "REPLY": gettext_lazy("Answer to an invitation"),
    "COUNTER": gettext_lazy("Another time proposed"),
}
DAY = "D, j M Y"
CLOCK = "H.i"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownInvite:
    kind: str
    summary: str
    when: str
    place: str
    organiser: str


def shown(invite: Mapping[str, str]) -> ShownInvite:
    return ShownInvite(
        kind=str(KINDS.get(invite["method"], _("Invitation"))),
        summary=invite["summary"],
        when=_when(_read(invite["starts_at"]), _read(invite["ends_at"])),
        place=invite["location"],
        organiser=invite["organizer"],
    )


def _read(written: str) -> date | None:
    """A day, or a moment, with or without its zone."""
    if not written:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def _when(start: date | None, end: date | None) -> str:
    if isinstance(start, datetime):
        return _hours(start, end if isinstance(end, datetime) else None)
    if start is None:
        return ""
    last = end - timedelta(days=1) if end and not isinstance(end, datetime) else start  # the end is not in it
    return _day(start) if last <= start else f"{_day(start)} – {_day(last)}"


def _hours(start: datetime, end: datetime | None) -> str:
    first, last = _here(start), _here(end) if end else None
    words = f"{_day(first)}, {date_format(first, CLOCK)}"
    if last and last.date() == first.date():
        words += f" – {date_format(last, CLOCK)}"
    elif last:
        words += f" – {_day(last)}, {date_format(last, CLOCK)}"
    if start.tzinfo is None:
        return _("%(when)s (time zone not stated)") % {"when": words}
    return f"{words} {first.tzname()}"


def _here(moment: datetime) -> datetime:
    return timezone.localtime(moment) if moment.tzinfo else moment


def _day(day: date) -> str:
    return date_format(day, DAY)
