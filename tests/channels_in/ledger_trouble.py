"""A database that refuses what the ledger writes."""

from __future__ import annotations

from django.db import connection


class the_ledger_refusing:
    """A database that takes no receipt, as a broken disk or a wrong grant would have it."""

    kind, when = "trigger", ""

    def __enter__(self) -> None:
        with connection.cursor() as sql:
            sql.execute(
                "create function refuse() returns trigger language plpgsql"
                " as $$ begin raise exception 'no room'; end $$"
            )
            sql.execute(
                f"create {self.kind} refuse after insert on channels_in_receipt {self.when}"
                " for each row execute function refuse()"
            )

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as sql:
            sql.execute("drop function refuse() cascade")


class commits_failing(the_ledger_refusing):
    kind, when = "constraint trigger", "deferrable initially deferred"
