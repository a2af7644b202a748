"""Updates that never came: Telegram numbers what a bot is told of one by one, and gives up after a day.

Source: core.telegram.org/bots/api#update. Chats are told of in parallel, so a number that is missing is only
late at first. After a week of silence the next number is any: that is no gap but a new beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection as database

from channels_in.models import Connection

LOOKED_AT = timedelta(days=1)
LATE = timedelta(minutes=10)
WIDEST = 100_000  # more are never missing at once: the count has begun anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    count: int
    first: int  # numbers that did come, before and after
    last: int


def gaps_of(connection: Connection) -> Gaps | None:
    """Of the last day."""
    with database.cursor() as sql:
        sql.execute(
            "with told as ("
            "  select substr(external_id, 8)::bigint as n, received_at from channels_in_receiptitem"
            "  where channel_id = %s and external_id like 'update:%%'"  # else the index is not its own
            "  and external_id ~ '^update:[0-9]{1,18}$'"
            "  and received_at > now() - make_interval(secs => %s)"
            "), steps as ("
            "  select n, received_at, lag(n) over (order by n) as former from told"
            ") select coalesce(sum(n - former - 1), 0), min(former), max(n) from steps"
            "  where n - former between 2 and %s and received_at < now() - make_interval(secs => %s)",
            [connection.channel_id, LOOKED_AT.total_seconds(), WIDEST, LATE.total_seconds()],
        )
        count, first, last = sql.fetchone()
    return Gaps(count=int(count), first=first, last=last) if count else None
