"""What a calendar invitation says, read from its first event."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from channels_in.mail import charset, cleaning
from channels_in.messages import Invite

_READ = 200_000
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"([A-Za-z-]{1,40})((?:;[^:\"\n]{0,500}|\"[^\"\n]{0,500}\"){0,20}):(.*)")
_ZONE = re.compile(r"TZID=\"?([^;:\"]{1,100})")
_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_YEARS = range(1970, 2200)  # of people's meetings; beyond the calendar's ends no zone has an hour
_ESCAPE = re.compile(r"\\([\\,;nN])")
# Windows names its zones in its own way; those of the places this product is used in most.
_WINDOWS_ZONES = {
    "SE Asia Standard Time": "Asia/Jakarta",
    "Singapore Standard Time": "Asia/Singapore",
    "Tokyo Standard Time": "Asia/Tokyo",
    "W. Europe Standard Time": "Europe/Berlin",
    "Romance Standard Time": "Europe/Paris",
    "GMT Standard Time": "Europe/London",
    "Eastern Standard Time": "America/New_York",
    "Pacific Standard Time": "America/Los_Angeles",
    "India Standard Time": "Asia/Kolkata",
    "AUS Eastern Standard Time": "Australia/Sydney",
}


def read_invite(content: bytes, label: str = "") -> Invite | None:
    """The invitation, or None if this is no calendar with an event in it."""
    text = _FOLD.sub("", charset.decode(content[:_READ], label or "utf-8")[0])
    if "BEGIN:VEVENT" not in text:
        return None
    before, _, event = text.partition("BEGIN:VEVENT")
    fields = _fields(event.partition("END:VEVENT")[0])
    return Invite(
        method=_value(_fields(before), "METHOD").upper()[:20] or "PUBLISH",
        summary=_value(fields, "SUMMARY"),
        location=_value(fields, "LOCATION"),
        organizer=_value(fields, "ORGANIZER").partition(":")[2] or _value(fields, "ORGANIZER"),
        starts_at=_moment(fields, "DTSTART"),
        ends_at=_moment(fields, "DTEND"),
    )


def _fields(text: str) -> dict[str, tuple[str, str]]:
    fields: dict[str, tuple[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("BEGIN:VALARM"):
            break  # its texts are not the event's
        found = _LINE.fullmatch(line[:5000])
        if found:
            fields.setdefault(found.group(1).upper(), (found.group(2), found.group(3)))
    return fields


def _value(fields: dict[str, tuple[str, str]], name: str) -> str:
    value = fields.get(name, ("", ""))[1]
    return cleaning.one_line(
        _ESCAPE.sub(lambda found: " " if found.group(1) in "nN" else found.group(1), value)
    )[:500]


def _moment(fields: dict[str, tuple[str, str]], name: str) -> str:
    parameters, value = fields.get(name, ("", ""))
    found = _TIME.fullmatch(value.strip())
    if found is None:
        return ""
    year, month, day, hour, minute, second = (int(number or 0) for number in found.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return ""
    if year not in _YEARS:
        return ""
    if found.group(4) is None:
        return moment.date().isoformat()
    return (moment if found.group(7) else moment.replace(tzinfo=_zone(parameters))).isoformat()


def _zone(parameters: str) -> ZoneInfo | None:
    found = _ZONE.search(parameters)
    try:
        return ZoneInfo(_WINDOWS_ZONES.get(found.group(1), found.group(1))) if found else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
