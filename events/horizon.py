"""Read on from where one left off, although transactions commit in another order than they draw ids.

A reader that remembers "I have seen event 12" never sees event 11 if that commits later. So the cursor is not
an id but a snapshot: Postgres' own note of which transactions could be seen at that moment, like 731:735:732.
Fresh is what the last snapshot could not see and this one can. No waiting for slow transactions, no overlap.

A dump carries the old server's transaction ids. Restoring one must end with
`update events_event set written_by = '3'`, or old events turn fresh when the new server gets there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models import BooleanField, F, Func, QuerySet, Value

if TYPE_CHECKING:
    from events.models import Event


class TransactionIdField(models.TextField):  # type: ignore[type-arg]
    """64 bits, never reused, unlike the 32 in each row's header."""

    def db_type(self, connection: object) -> str:
        return "xid8"


class CurrentTransaction(Func):
    function = "pg_current_xact_id"
    output_field = TransactionIdField()


class Visible(Func):
    function = "pg_visible_in_snapshot"
    output_field = BooleanField()


class Snapshot(Func):
    template = "%(expressions)s::pg_snapshot"
    output_field = models.TextField()


class OldestRunning(Func):
    function = "pg_snapshot_xmin"
    output_field = TransactionIdField()


def take_cursor() -> str:
    """Where a page that is rendered after this call starts listening."""
    with connection.cursor() as sql:
        sql.execute("select pg_current_snapshot()::text")
        return str(sql.fetchone()[0])


def unseen(events: QuerySet[Event], *, since: str, until: str) -> QuerySet[Event]:
    then, now = Snapshot(Value(since)), Snapshot(Value(until))
    return events.filter(
        ~Visible(F("written_by"), then),
        Visible(F("written_by"), now),
        written_by__gte=OldestRunning(then),  # the part that the index can answer
    )
