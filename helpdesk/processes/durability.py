"""Refuses a Postgres that forgets: a message is acknowledged because its commit outlives a power cut."""

from __future__ import annotations

from django.db import connection

from helpdesk.processes.account import CannotStart

MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


def switched_off() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off'", [list(MUST_BE_ON)]
        )
        return [name for (name,) in cursor.fetchall()]


def require() -> None:
    off = switched_off()
    if off:
        raise CannotStart(
            f"Postgres runs with {', '.join(off)} off, and could lose what it has confirmed. "
            f"Switch {'it' if len(off) == 1 else 'them'} on (ALTER SYSTEM SET … = on), then start again."
        )
