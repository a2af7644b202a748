from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from events.database_time import database_time
from routing.models import RuleMatches
from routing.rule_matches import DAYS, start_of

SETTLES = timedelta(minutes=10)  # after midnight: what was decided before it is written by then
AGAIN = timedelta(minutes=5)  # while the day lasts
SECONDS = 10.0  # a day of a busy house is some hundred milliseconds; the first month is done in portions
KEEPS = timedelta(days=90)

COUNT = """
select (reason ->> 'rule')::bigint, count(distinct ticket_id)
from routing_decision, jsonb_array_elements(reasons) reason
where kind in ('classification', 'change') and created_at >= %s and created_at < %s
  and reason ->> 'code' = 'rule'
group by 1
union all
select 0, count(distinct ticket_id)
from routing_decision where kind = 'classification' and created_at >= %s and created_at < %s
"""


def count_days() -> int:
    """What is not counted yet, or not to its end, the newest day first. How many days were counted."""
    begun, counted = database_time(), 0
    for day in _owed(begun):
        if (database_time() - begun).total_seconds() > SECONDS:
            break
        count_day(day)
        counted += 1
    return counted


@transaction.atomic
def count_day(day: date) -> None:
    """Whoever counts later counts more: two at once write the same, in one order."""
    now, since = database_time(), start_of(day)
    until = since + timedelta(days=1)
    with connection.cursor() as sql:
        sql.execute(COUNT, [since, until, since, until])
        found = sorted(sql.fetchall())
    rows = [RuleMatches(day=day, rule=rule, tickets=n, counted_at=now) for rule, n in found]
    RuleMatches.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["day", "rule"],
        update_fields=["tickets", "counted_at"],
    )
    RuleMatches.objects.filter(day__lt=now.date() - KEEPS).delete()


def _owed(now: datetime) -> list[date]:
    today = now.date()
    days = [today - timedelta(days=back) for back in range(DAYS)]
    known = RuleMatches.objects.filter(rule=RuleMatches.ALL, day__gte=days[-1])
    counted = dict(known.values_list("day").annotate(at=Max("counted_at")))
    return [day for day in days if _is_owed(day, counted.get(day), now)]


def _is_owed(day: date, counted_at: datetime | None, now: datetime) -> bool:
    if counted_at is None:
        return True
    is_settled = counted_at >= start_of(day) + timedelta(days=1) + SETTLES
    return not is_settled and now - counted_at >= AGAIN
