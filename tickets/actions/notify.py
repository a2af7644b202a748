from __future__ import annotations

from functools import partial

from django.db import transaction

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
        tell(agent.pk, "notification.added", event_id=event.pk, ticket_id=ticket.pk)
    return is_new


def tell(agent_id: int, kind: str, *, event_id: int, ticket_id: int | None) -> None:
    message = {
        "type": "happened",
        "event": event_id,
        "kind": kind,
        "ticket": ticket_id,
        "agent": agent_id,
    }
    transaction.on_commit(partial(push.send, [f"agent.{agent_id}"], message), robust=True)
