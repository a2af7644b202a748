"""One matter on which another function is asked: what its ticket shows, and what their queue holds."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from events import actors
from helpdesk.demo.names import TEAMS
from people.models import Agent, Team
from tickets.actions.escalate import escalate
from tickets.models import Ticket

ASKS = {
    "en": "Can the damaged part be replaced alone, or does the whole piece have to come back?",
    "id": "Apakah bagian yang rusak bisa diganti sendiri, atau harus ditukar seluruhnya?",
}
ABOUT = Q(subject__icontains="crack") | Q(subject__icontains="penyok") | Q(subject__icontains="garansi")


@transaction.atomic
def ask_once() -> Ticket | None:
    """None where it was asked already, or nothing open is about what they know."""
    team = Team.objects.filter(name=TEAMS["product"], is_active=True).first()
    if team is None or Ticket.objects.filter(parent__isnull=False).exists():
        return None
    open_ones = Ticket.objects.of_customers().active().filter(ABOUT, channel__kind="mail")
    ticket = open_ones.exclude(team=team).order_by("-last_message_at", "-pk").first()
    agent = Agent.objects.filter(teams__name=TEAMS["orders"], role="agent").order_by("pk").first()
    if ticket is None or agent is None:
        return None
    text = ASKS.get(ticket.language, ASKS["id"])
    return escalate(ticket, to=team, text=text, by=actors.agent(agent), agent=agent, client_key=uuid4())
