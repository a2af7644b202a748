from __future__ import annotations

from django.db import connection as database
from django.utils import timezone

from channels_in.models import Connection, SecurityEvent


def count_refusal(connection: Connection | int | None, kind: str) -> None:
    """One more refused knock of this kind in this hour. A single statement: a flood must stay cheap."""
    pk = connection.pk if isinstance(connection, Connection) else connection
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    table = SecurityEvent._meta.db_table
    with database.cursor() as sql:
        sql.execute(
            f"insert into {table} (connection_id, kind, hour, count) values (%s, %s, %s, 1)"  # noqa: S608
            f" on conflict (connection_id, kind, hour) do update set count = {table}.count + 1",
            [pk, kind, hour],
        )
