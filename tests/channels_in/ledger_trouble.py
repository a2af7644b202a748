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


class broken_tickets:
    """A fault in the database that a person repairs later."""

    def __enter__(self) -> None:
        with connection.cursor() as sql:
            sql.execute(
                "create function break_it() returns trigger language plpgsql"
                " as $$ begin raise exception 'broken'; end $$"
            )
            sql.execute(
                "create trigger break_it before insert on tickets_message"
                " for each row execute function break_it()"
            )

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as sql:
            sql.execute("drop function break_it() cascade")
