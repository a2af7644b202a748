from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tickets.actions.notify import tell
from tickets.models import Notification


@transaction.atomic(savepoint=False)  # nobody goes on from half of it
def notify_all(notifications: Sequence[Notification]) -> None:
    """As notify(), for many at once; what an agent has heard of stays as it is."""
    Notification.objects.bulk_create(notifications, ignore_conflicts=True)
    for one in notifications:
        tell(one.agent_id, "notification.added", event_id=one.event_id, ticket_id=one.ticket_id)
