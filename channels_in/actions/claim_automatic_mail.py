from __future__ import annotations

from datetime import timedelta

from django.db import connection as database

from channels_in.models import AutomaticMail

AT_MOST_EVERY = timedelta(hours=1)


def claim_automatic_mail(address: str) -> bool:
    """May we write to this address by ourselves now? Of all workers, whoever asks first in an hour may.

    In the transaction of the mail it is claimed for: if that fails, the address is free again.
    """
    table = AutomaticMail._meta.db_table
    with database.cursor() as sql:
        sql.execute(
            f"insert into {table} as known (address, last_at) values (%s, now())"  # noqa: S608
            " on conflict (address) do update set last_at = excluded.last_at"
            " where known.last_at <= now() - make_interval(secs => %s) returning id",
            [address.lower()[:320], AT_MOST_EVERY.total_seconds()],
        )
        return sql.fetchone() is not None
