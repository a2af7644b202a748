"""Replies as the composer sends them."""

from uuid import uuid4

from tests.tickets.views.conftest import FETCH
from tickets.models import Ticket


def of_team(ticket, team):
    Ticket.objects.filter(pk=ticket.pk).update(team=team)
    ticket.refresh_from_db()
    return ticket


def answers(client, ticket, *, script=True, **said):
    seen = ticket.messages.latest("pk").pk
    said = {"text": "Baik", "client_key": str(uuid4()), "seen_message_id": seen, **said}
    return client.post(f"/tickets/{ticket.pk}/replies/", said, headers=FETCH if script else {})
