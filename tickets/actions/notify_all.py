from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from events import push
from tickets.models import Notification


@transaction.atomic
def notify_all(notifications: Sequence[Notification]) -> None:
    """As notify(), for many at once; what an agent has heard of stays as it is."""
    Notification.objects.bulk_create(notifications, ignore_conflicts=True)
    for one in notifications:
        message = {
            "type": "happened",
            "event": one.event_id,
            "kind": "notification.added",
            "ticket": one.ticket_id,
            "agent": one.agent_id,
        }
        transaction.on_commit(partial(push.send, [f"agent.{one.agent_id}"], message), robust=True)
