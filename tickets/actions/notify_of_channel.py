from __future__ import annotations

from django.db import transaction

from events.models import Event
from people.models import Agent
from tickets.actions.notify import tell
from tickets.models import Channel, Notification


@transaction.atomic
def notify_of_channel(channel: Channel, *, event: Event) -> int:
    """Every admin hears that a channel needs them; who has not read of it yet is not told again."""
    kind = Notification.Kind.CHANNEL_FAILING
    unread = Notification.objects.filter(kind=kind, data__channel=channel.pk).unread()
    told = set(unread.values_list("agent_id", flat=True))
    admins = Agent.objects.active().filter(role="admin").exclude(pk__in=told)
    rows = [
        Notification(
            agent=one, kind=kind, event_id=event.pk, data={"channel": channel.pk, "name": channel.name}
        )
        for one in admins
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        tell(row.agent_id, "notification.added", event_id=event.pk, ticket_id=None)
    return len(rows)
