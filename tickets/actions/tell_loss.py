from __future__ import annotations

from django.db.models import Q

from events.actors import Actor
from events.models import Event
from people.models import Agent
from tickets.actions.notify import notify
from tickets.models import Notification, Ticket


def tell_loss(ticket: Ticket, *, former: int | None, by: Actor, event: Event, **where: int | None) -> None:
    """Within the action that took it: whose it was hears of it, unless they did it themselves.

    `where` it went: `to` (agent) or `team`; neither: back into the queue.
    """
    if former is not None and not (by.is_person and by.id == former):
        _tell([Agent.objects.get(pk=former)], ticket, by, event, where)


def tell_lost_sight(
    ticket: Ticket, *, former: int | None, by: Actor, event: Event, **where: int | None
) -> None:
    """Also those who were writing on it and may see it no more."""
    touched = Agent.objects.filter(Q(pk=former) | Q(drafts__ticket=ticket)).distinct().order_by("pk")
    lost = [
        agent
        for agent in touched
        if not (by.is_person and by.id == agent.pk)
        and (agent.pk == former or not Ticket.objects.visible_to(agent).filter(pk=ticket.pk).exists())
    ]
    _tell(lost, ticket, by, event, where)


def _tell(agents: list[Agent], ticket: Ticket, by: Actor, event: Event, where: dict[str, int | None]) -> None:
    who = by.id if by.is_person else None
    for agent in agents:
        notify(agent, ticket=ticket, kind=Notification.Kind.TAKEN, event=event, by=who, **where)
