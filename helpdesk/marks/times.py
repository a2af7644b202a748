"""Times as both languages write them: 09.58, 19 Nov 2026; and how long ago, which the browser keeps true."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def clock_time(at: datetime) -> str:
    return date_format(timezone.localtime(at), "H.i")


def day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j M Y")


def day_and_time(at: datetime) -> str:
    """The year only where it is another one."""
    local = timezone.localtime(at)
    is_this_year = local.year == timezone.localtime().year
    return date_format(local, "j M, H.i" if is_this_year else "j M Y, H.i")


def ago(at: datetime | None, classes: str = "") -> SafeString | str:
    """For lists: "now", "10 min", "08.41", "Wed", "19 Nov". The whole moment stands in the tooltip."""
    if at is None:
        return ""
    return format_html(
        '<time class="{}" datetime="{}" data-ago="{}" title="{}">{}</time>',
        classes,
        at.isoformat(),
        milliseconds(at),
        day_and_time(at),
        ago_words(at),
    )


def ago_words(at: datetime) -> str:
    local, now = timezone.localtime(at), timezone.localtime()
    passed = now - local
    if passed < timedelta(minutes=1):
        return _("now")
    if passed < timedelta(hours=1):
        return _("%(minutes)s min") % {"minutes": int(passed.total_seconds() // 60)}
    if local.date() == now.date():
        return clock_time(at)
    if now.date() - local.date() < timedelta(days=7):
        return date_format(local, "D")
    return date_format(local, "j M" if local.year == now.year else "j M Y")


def time_of(at: datetime | None, classes: str = "") -> SafeString | str:
    """For the conversation: 09.58, with the day in the tooltip."""
    if at is None:
        return ""
    return format_html(
        '<time class="{}" datetime="{}" title="{}">{}</time>',
        classes,
        at.isoformat(),
        day_and_time(at),
        clock_time(at),
    )


def day_words(at: datetime) -> str:
    """A heading between the days of a conversation."""
    local, today = timezone.localtime(at).date(), timezone.localdate()
    if local == today:
        return _("Today")
    if local == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(timezone.localtime(at), "l, j F" if local.year == today.year else "l, j F Y")


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
