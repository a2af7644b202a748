from __future__ import annotations

from django.db import transaction

from events import actors
from events.models import Event
from people.models import Agent
from tickets.actions.notify import tell
from tickets.changing import lock, refuse_reader
from tickets.models import Notification, Ticket
from tickets.recording import record_aside
from tickets.refusals import Refused


@transaction.atomic
def withdraw_nudge(ticket: Ticket, *, event: Event, by: Agent) -> None:
    """As if it had not been given, as long as nobody has read it. By who gave it alone."""
    refuse_reader(by)
    lock(ticket)
    actor = actors.agent(by)
    is_own = (event.actor_kind, event.actor_id) == (actor.kind, actor.id)
    if not is_own or event.kind != "ticket.nudged":
        raise Refused("undo_too_late")
    holder = Agent.objects.get(pk=event.data["agent"])
    given = Notification.objects.filter(agent=holder, kind=Notification.Kind.NUDGED, event_id=event.pk)
    withdrawn, _ = given.unread().delete()
    if not withdrawn:
        raise Refused("nudge_read", agent=holder.name)
    record_aside(ticket, "ticket.nudge_withdrawn", by=actor, agent=holder.pk, nudge=event.pk)
    tell(holder.pk, "notification.read", event_id=event.pk, ticket_id=ticket.pk)
