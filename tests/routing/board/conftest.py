"""A team, who leads it, and a ticket that is nearly late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.builders import a_policy, a_supervisor, a_team, a_ticket, an_agent, work_off


@pytest.fixture
def team():
    return a_team(name="Orders")


@pytest.fixture
def rani(team):
    return an_agent(team, available=True, name="Rani Puspita")


@pytest.fixture
def bagas(team):
    return an_agent(team, available=True, name="Bagas Wirawan")


@pytest.fixture
def dimas(team):
    return a_supervisor(team, name="Dimas Prakoso", language="en")


@pytest.fixture
def ticket(team, rani):
    """Twenty minutes are left of the hour for its first answer."""
    a_policy(minutes={"first_response": 60, "resolution": 480})
    ticket = a_ticket(team=team, assignee=rani, at=timezone.now() - timedelta(minutes=40))
    work_off()
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def does(client, dimas):
    """`does("nudge", ticket)` as the board's script sends it."""
    client.force_login(dimas)

    def post(name, ticket, *more, **fields):
        address = reverse(f"board:{name}", args=[ticket.pk, *more])
        return client.post(address, fields, headers={"HX-Request": "true"})

    return post
