"""How many active tickets are alike, without going through them (docs/adr/0038)."""

from __future__ import annotations

from typing import Any

from django.db import connection

from tickets.due import SOON_IS
from tickets.models.ticket import ACTIVE

# One statement, so that its parts are of one moment: what is tallied, what time makes late, and who waits
# longest. The last two begin at an index's nearest end and stop where nothing more belongs to them.
ALIKE = """
select team, assignee, status, sla_state, sum(number)::bigint, 0, 0,
    coalesce(sum(number) filter (where is_to_sort), 0)::bigint, null::timestamptz
from tickets_tally group by 1, 2, 3, 4 having sum(number) <> 0
union all
select team_id, assignee_id, status, sla_state, 0,
    count(*) filter (where next_due_at > statement_timestamp()),
    count(*) filter (where next_due_at <= statement_timestamp()), 0, null
from tickets_ticket
where status = any(%(active)s) and next_due_at <= statement_timestamp() + %(soon)s * interval '1 second'
group by 1, 2, 3, 4
union all
select team, null, '', '', 0, 0, 0, 0, since from (
    select team.id as team, (
        select min(waiting_since) from tickets_ticket
        where team_id = team.id and assignee_id is null and status = any(%(active)s)
    ) as since from people_team team
    union all
    select null, min(waiting_since) from tickets_ticket
    where team_id is null and assignee_id is null and status = any(%(active)s)
) waits where since is not null
"""


def alike() -> list[tuple[Any, ...]]:
    """As the fields of tickets/counts.py::Group."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"active": list(ACTIVE), "soon": SOON_IS.total_seconds()})
        return list(cursor.fetchall())
