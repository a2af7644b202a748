from __future__ import annotations

from django.db import connection, transaction


@transaction.atomic(savepoint=False)
def wait_no_longer(seconds: float) -> None:
    """For the rest of this transaction: whoever waits longer for somebody else's comes again."""
    with connection.cursor() as sql:
        sql.execute("select set_config('lock_timeout', %s, true)", [f"{int(seconds * 1000)}ms"])
