from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection as database
from django.db import transaction
from django.utils import timezone

from channels_in.models import OutOfHoursReply
from tickets.models import Message

NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # nobody knows when it opens: that is one long stretch
KEPT = timedelta(days=60)


def claim_out_of_hours(message: Message, *, opens_at: datetime | None) -> bool:
    """May this message be answered with when we are back? Of all that one customer writes on a channel while
    it is closed, the first may.

    In the transaction of the answer: if that fails, the next may.
    """
    table = OutOfHoursReply._meta.db_table
    with database.cursor() as sql:
        sql.execute(
            f"insert into {table} (channel_id, customer, opens_at, message, created_at)"  # noqa: S608
            " values (%s, %s, %s, %s, now()) on conflict do nothing returning id",
            [message.channel_id, message.customer_id, opens_at or NEVER, message.pk],
        )
        return sql.fetchone() is not None


@transaction.atomic
def forget_out_of_hours() -> int:
    """A stretch that is long over. One without an end is told of again."""
    old = OutOfHoursReply.objects.filter(created_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
