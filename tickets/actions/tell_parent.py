from __future__ import annotations

from django.db import transaction

from events.actors import Actor
from people.models import Agent
from tickets.actions.notify import notify
from tickets.changing import lock
from tickets.models import Notification, Ticket
from tickets.recording import record_on

RESOLVED = "escalation.resolved"


@transaction.atomic
def tell_parent(child: Ticket, kind: str, *, by: Actor, agent_id: int | None) -> None:
    """The other function has done what it was asked, or goes on with it. `agent_id`: who of them."""
    parent = child.parent
    if parent is None:
        return
    lock(parent)
    event = record_on(parent, kind, by=by, child=child.pk, team=child.team_id)
    waits = _who_waits(parent, child)
    if kind == RESOLVED and waits is not None and waits.pk != agent_id:
        notify(waits, ticket=parent, kind=Notification.Kind.ESCALATION_RESOLVED, event=event, child=child.pk)


def _who_waits(parent: Ticket, child: Ticket) -> Agent | None:
    """Who has the customer's ticket; while nobody has it, who asked, if they are still here."""
    if parent.assignee is not None:
        return parent.assignee
    asked = child.notes.select_related("agent").order_by("pk").first()
    if asked is None or not Ticket.objects.visible_to(asked.agent).filter(pk=parent.pk).exists():
        return None
    return asked.agent if asked.agent.is_active else None
