from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from tickets.models import Ticket
from tickets.recording import say_shown


@transaction.atomic
def note_unassigned_all(tickets: Sequence[Ticket], *, reason: str) -> int:
    """As note_unassigned(), for many tickets that the caller holds and that nobody has."""
    changed = [ticket for ticket in tickets if ticket.unassigned_reason != reason]
    if not changed:
        return 0
    with connection.cursor() as sql:
        sql.execute(
            "update tickets_ticket set unassigned_reason = %s, version = version + 1, updated_at = now() "
            "where id = any(%s) and assignee_id is null returning id, version",
            [str(reason), [ticket.pk for ticket in changed]],
        )
        versions = dict(sql.fetchall())
    for ticket in changed:
        if ticket.pk in versions:
            ticket.unassigned_reason, ticket.version = reason, versions[ticket.pk]
            say_shown(ticket)
    return len(versions)
