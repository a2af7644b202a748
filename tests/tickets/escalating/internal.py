"""A ticket that others are asked about, by an internal one."""

from __future__ import annotations

from uuid import uuid4

from events import actors
from people.models import Agent, Team
from tests.builders import a_team, an_agent
from tickets.actions.escalate import escalate
from tickets.models import Ticket


def an_escalation(
    ticket: Ticket, *, to: Team | None = None, agent: Agent | None = None, text: str = "Check the lock."
) -> Ticket:
    """The internal ticket of it."""
    agent = agent or ticket.assignee or an_agent()
    to = to or a_team()
    return escalate(ticket, to=to, text=text, by=actors.agent(agent), agent=agent, client_key=uuid4())
