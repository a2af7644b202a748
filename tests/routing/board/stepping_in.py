"""What the board's script sends and what came of it."""

from __future__ import annotations

import json

from events import actors
from routing.board.ladder import nearest_of
from tests.builders import a_supervisor
from tickets.models import Notification, Ticket


def undo_of(answer):
    assert answer.status_code == 204, answer.content
    return json.loads(answer.headers["HX-Trigger"])["say"]["undo"]


def now_of(ticket):
    return Ticket.objects.get(pk=ticket.pk)


def told(agent, kind):
    return Notification.objects.filter(agent=agent, kind=kind).count()


def clock_of(ticket):
    return nearest_of(ticket).row


def extends(does, ticket, *, minutes=30, reason="The depot calls back at noon", clock=None):
    clock = clock or clock_of(ticket)
    return does("extension", ticket, clock_id=clock.pk, minutes=minutes, reason=reason)


def another_leader(team):
    return actors.agent(a_supervisor(team))
