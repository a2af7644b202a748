from __future__ import annotations

from datetime import datetime

from django.db import connection

from routing.clocks import OVER

PORTION = 5_000

# Kept in time, or the time has passed. Whose end has moved since, by an extension, a pause or another
# policy, was said of another promise: it is left out of the record.
SETTLE = """
with open as (
    select f.id, f.deadline, c.deadline as ends, c.stopped_at, c.stop_reason
    from routing_foreseen f join routing_clock c on c.id = f.clock_id
    where f.was_broken is null and (f.deadline <= %(now)s or c.stopped_at is not null)
    limit %(portion)s
), moved as (
    delete from routing_foreseen f using open
    where f.id = open.id and (open.ends is distinct from open.deadline or open.stop_reason = any(%(over)s))
)
update routing_foreseen f
set was_broken = (open.stopped_at is null or open.stopped_at > open.deadline)
from open
where f.id = open.id and open.ends = open.deadline and not open.stop_reason = any(%(over)s)
"""


def settle_foreseen(*, now: datetime) -> int:
    """What became of what was said. How many are known by now."""
    with connection.cursor() as sql:
        sql.execute(SETTLE, {"now": now, "portion": PORTION, "over": list(OVER)})
        return int(sql.rowcount)
