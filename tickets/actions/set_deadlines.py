from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from tickets.models import Ticket

Deadline = tuple[datetime | None, str]  # (next_due_at, sla_state)


@transaction.atomic
def set_deadlines(tickets: Mapping[int, Ticket], deadlines: Mapping[int, Deadline]) -> int:
    """As set_deadline(), for many tickets that the caller holds and records an event on, which shows them."""
    changed = {
        pk: (due, state)
        for pk, (due, state) in deadlines.items()
        if (tickets[pk].next_due_at, tickets[pk].sla_state) != (due, state)
    }
    if not changed:
        return 0
    with connection.cursor() as sql:
        sql.execute(
            "update tickets_ticket t set next_due_at = v.due, sla_state = v.state "
            "from unnest(%s::bigint[], %s::timestamptz[], %s::text[]) as v(id, due, state) where t.id = v.id",
            [
                list(changed),
                [due for due, _ in changed.values()],
                [str(state) for _, state in changed.values()],
            ],
        )
    for pk, (due, state) in changed.items():
        tickets[pk].next_due_at, tickets[pk].sla_state = due, state
    return len(changed)
