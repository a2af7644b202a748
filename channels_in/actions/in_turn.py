from __future__ import annotations

from django.db import connection, transaction


@transaction.atomic(savepoint=False)
def in_turn(channel_id: int, address: str) -> None:
    """What one customer says on one channel, or does in one call, is decided one after the other, until the
    commit: what came twice or belongs together at the same moment would not see its like.
    """
    with connection.cursor() as sql:
        sql.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"channels_in.chat:{channel_id}:{address}"],
        )
