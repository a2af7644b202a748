"""The database's clock is the only one that all workers share."""

from __future__ import annotations

from datetime import datetime

from django.db import connection


def database_time() -> datetime:
    """The present, also within a transaction that has waited for something."""
    with connection.cursor() as sql:
        sql.execute("select clock_timestamp()")
        now: datetime = sql.fetchone()[0]
    return now
