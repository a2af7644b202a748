"""Is it quieter on a channel than it ever was at these hours of the week? Learned from its own four weeks.

A night in which nobody ever writes adds nothing to what was to be expected, so that it raises no alarm; an
hour in which always somebody writes adds much.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
WEEKS, LEAST_WEEKS = 4, 2  # that are looked back on, and without which nothing is known
EXPECTED = 5.0  # messages: so many that none of them is no accident
LIVELY = 0.5  # messages an hour: below it the present hour is a quiet one


def is_unusual(arrived: Mapping[datetime, int], *, last: datetime, now: datetime, zone: tzinfo) -> bool:
    """`arrived`: messages in each hour (its first moment) of the four weeks before `last`; no empty ones.

    `last`: when the last one came. Weeks are those of clocks in `zone`, also where these are put forward.
    """
    if not arrived or now - last < HOUR:
        return False
    weeks = min(WEEKS, int((last - min(arrived)) / WEEK))
    if weeks < LEAST_WEEKS or _mean(arrived, now, weeks, zone) < LIVELY:
        return False
    totals = [_in_stretch(arrived, last, now, back, zone) for back in range(1, weeks + 1)]
    return min(totals) >= 1 and sum(totals) / weeks >= EXPECTED


def _mean(arrived: Mapping[datetime, int], moment: datetime, weeks: int, zone: tzinfo) -> float:
    hour = _hour_of(moment)
    return sum(arrived.get(_weeks_ago(hour, back, zone), 0) for back in range(1, weeks + 1)) / weeks


def _in_stretch(
    arrived: Mapping[datetime, int], last: datetime, now: datetime, back: int, zone: tzinfo
) -> float:
    """What had come in the same stretch of an earlier week; of hours in part, that part of it."""
    total, hour = 0.0, _hour_of(last)
    while hour < now and hour - last < WEEK:
        share = (min(now, hour + HOUR) - max(last, hour)) / HOUR
        total += arrived.get(_weeks_ago(hour, back, zone), 0) * share
        hour += HOUR
    return total


def _weeks_ago(moment: datetime, weeks: int, zone: tzinfo) -> datetime:
    """The same hour by the clocks on the wall."""
    local = moment.astimezone(zone).replace(tzinfo=None) - weeks * WEEK
    return _hour_of(local.replace(tzinfo=zone).astimezone(moment.tzinfo))


def _hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
