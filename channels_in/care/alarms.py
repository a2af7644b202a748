"""What nobody reports and somebody must hear of: a channel that is quieter than it should be, and knocks at
its door that are not genuine.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import TruncHour
from django.utils import timezone

from channels_in.actions.note_health import note_problem, note_works
from channels_in.care.silence import WEEK, WEEKS, is_unusual
from channels_in.models import Connection, SecurityEvent
from people.models import Company
from tickets.models import Message

MANY = 10  # refused requests within this hour and the one before
SILENCE, REFUSALS = "silent", "refusals"
LEFT_OPEN = "old_identity"  # a page that showed once who is signed in there: nobody is trying anything


def watch() -> int:
    """How many alarms are news."""
    ours = Connection.objects.filter(channel__is_active=True).select_related("channel__calendar")
    return sum(_watch_silence(one) + _watch_refusals(one) for one in ours.defer("secrets"))


def _watch_silence(connection: Connection) -> bool:
    if _is_silent(connection):
        return note_problem(connection, "silent_unusual")
    if SILENCE in connection.problems:
        note_works(connection, SILENCE)
    return False


def _is_silent(connection: Connection) -> bool:
    now = timezone.now()
    theirs = Message.objects.filter(channel=connection.channel_id, direction=Message.Direction.INBOUND)
    last = theirs.aggregate(last=Max("created_at"))["last"]
    if last is None or now - last < timedelta(hours=1) or _is_holiday(connection, now):
        return False
    before = theirs.filter(created_at__gte=last - WEEKS * WEEK - timedelta(days=1))
    counted = before.annotate(hour=TruncHour("created_at", tzinfo=UTC)).values("hour").annotate(n=Count("pk"))
    arrived = {one["hour"]: one["n"] for one in counted}
    return is_unusual(arrived, last=last, now=now, zone=_zone(connection))


def _zone(connection: Connection) -> ZoneInfo:
    calendar = connection.channel.calendar
    return ZoneInfo(calendar.time_zone if calendar else Company.current().time_zone)


def _is_holiday(connection: Connection, now: datetime) -> bool:
    """On which customers may well stay away."""
    calendar = connection.channel.calendar
    today = now.astimezone(_zone(connection)).date()
    return calendar is not None and calendar.holidays.filter(on=today).exists()


def _watch_refusals(connection: Connection) -> bool:
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    lately = Q(hour__gte=hour - timedelta(hours=1))
    strange = SecurityEvent.objects.filter(lately, connection=connection).exclude(kind=LEFT_OPEN)
    by_kind = dict(strange.values_list("kind").annotate(n=Sum("count")))
    counted = sum(by_kind.values())
    if counted >= MANY:
        code = "refusals_origin" if 2 * by_kind.get("bad_origin", 0) > counted else "refusals_many"
        return note_problem(connection, code, detail=str(counted))
    if not counted and REFUSALS in connection.problems:
        note_works(connection, REFUSALS)
    return False
