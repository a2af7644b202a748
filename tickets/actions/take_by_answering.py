from __future__ import annotations

from datetime import datetime

from events.actors import Actor
from people.models import Agent, Membership
from tickets.actions.assign import give
from tickets.models import Ticket


def take_by_answering(ticket: Ticket, *, agent: Agent, by: Actor, at: datetime | None) -> bool:
    """Within an action that holds the ticket: who answers what nobody has goes on with it. True if so.

    Not who helps out in a team of others: what comes back would wait for somebody who does not watch it.
    Nor while its customer holds the line: whoever picks up gets it.
    """
    if ticket.assignee_id is not None or ticket.caller_since or not agent.is_active or not agent.may_write:
        return False
    if not Membership.objects.filter(agent=agent, team=ticket.team_id).exists():
        return False
    give(ticket, to=agent, by=by, reason="answered", at=at)
    return True
