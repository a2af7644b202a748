"""A supervisor says from a ticket what its customer counts for: what is open is scored and promised anew."""

import pytest

from routing.tasks import recompute_clocks
from tests.builders import a_policy, a_supervisor, a_team, a_ticket, work_off
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_open_tickets_are_scored_anew_and_the_conversation_says_why(client):
    team = a_team()
    a_policy()
    ticket, other = (a_ticket(team=team) for _ in range(2))
    work_off()
    client.force_login(a_supervisor(team, language="en"))
    before = Ticket.objects.get(pk=ticket.pk).priority_score

    said = {"version": ticket.customer.version, "name": "Rina", "own_tier": "platinum"}
    client.post(f"/tickets/{ticket.pk}/customer/form/", said)
    work_off()
    recompute_clocks()

    assert Ticket.objects.get(pk=ticket.pk).priority_score > before
    assert Ticket.objects.get(pk=other.pk).priority_score == before
    told = client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()
    assert "tier is now <b>Platinum</b>" in told
    assert "Priority set to" in told
