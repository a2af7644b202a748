from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from people.models import Agent
from tickets.actions.notify import tell
from tickets.models import Notification, Ticket


@transaction.atomic
def mark_read(agent: Agent, *, upto_id: int | None = None, ticket: Ticket | None = None) -> int:
    """The agent knows all of it, or what came up to one, or what is about a ticket. How many were new."""
    unread = Notification.objects.filter(agent=agent).unread()
    if upto_id is not None:
        unread = unread.filter(pk__lte=upto_id)
    if ticket is not None:
        unread = unread.filter(ticket=ticket)
    newest = unread.order_by("-pk").first()
    if newest is None:
        return 0
    count = unread.update(read_at=timezone.now())
    tell(agent.pk, "notification.read", event_id=newest.event_id, ticket_id=newest.ticket_id)
    return int(count)
