from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from events import push
from tickets.models import Notification


@transaction.atomic
def notify_all(notifications: Sequence[Notification], *, versions: dict[int, int]) -> None:
    """As notify(), for many at once; what an agent has heard of stays as it is. `versions`: by ticket."""
    Notification.objects.bulk_create(notifications, ignore_conflicts=True)
    for one in notifications:
        message = {
            "type": "happened",
            "event": one.event_id,
            "kind": "notification.added",
            "ticket": one.ticket_id,
            "agent": one.agent_id,
            "version": versions[one.ticket_id],
        }
        transaction.on_commit(partial(push.send, [f"agent.{one.agent_id}"], message), robust=True)
