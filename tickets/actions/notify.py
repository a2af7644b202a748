from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from events import push
from events.models import Event
from people.models import Agent
from tickets.models import Notification, Ticket


@transaction.atomic
def notify(agent: Agent, *, ticket: Ticket, kind: str, event: Event, **data: object) -> bool:
    """One thing an agent should hear of, once per event. False if they have heard of it."""
    _, is_new = Notification.objects.get_or_create(
        agent=agent, kind=kind, event_id=event.pk, defaults={"ticket": ticket, "data": data}
    )
    if is_new:
        message = {
            "type": "happened",
            "event": event.pk,
            "kind": "notification.added",
            "ticket": ticket.pk,
            "agent": agent.pk,
        }
        transaction.on_commit(partial(push.send, [f"agent.{agent.pk}"], message), robust=True)
    return is_new


def mark_read(agent: Agent, *, upto_id: int | None = None) -> int:
    """The agent has looked at their notifications: all of them, or those up to one. How many were new."""
    unread = Notification.objects.filter(agent=agent).unread()
    if upto_id is not None:
        unread = unread.filter(pk__lte=upto_id)
    return int(unread.update(read_at=timezone.now()))
