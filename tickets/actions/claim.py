from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events import actors
from people.models import Agent
from tickets.actions.assign import record_given
from tickets.changing import refuse_done
from tickets.models import Ticket
from tickets.refusals import Refused


@transaction.atomic
def claim(ticket: Ticket, *, agent: Agent, at: datetime | None = None) -> bool:
    """Take it oneself. Of many who try at once one wins; False for the others."""
    if not (agent.is_active and agent.may_write):
        raise Refused("cannot_take_tickets", agent=agent.name)
    # The filter is the lock: whoever comes second finds an assignee.
    won = Ticket.objects.filter(pk=ticket.pk).unassigned().update(assignee=agent, unassigned_reason="")
    ticket.refresh_from_db()
    if not won:
        refuse_done(ticket)  # nobody was faster: there is nothing to take
    else:
        record_given(ticket, to=agent, former=None, by=actors.agent(agent), reason="claimed", at=at)
    return bool(won)
