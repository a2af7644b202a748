"""What no form or contract asks for, nobody outside can send (N27, N38)."""

from __future__ import annotations

import pytest
from django.test import Client

from people.models import Agent, Customer, Role
from tests import builders
from tests.channels_in.api.requests import a_message, an_api, post
from tests.channels_in.form.visitor import a_form
from tests.channels_in.mails import work
from tests.security.planted import POWER
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_a_visitor_fills_in_the_form_and_nothing_else(team):
    form, before = a_form(), Agent.objects.filter(role=Role.ADMIN).count()
    said = {"name": "Rina", "email": "rina@people.example", "subject": "Paket", "text": "Halo"}
    more = {
        **POWER,
        "email": "rina@people.example",
        "status": "closed",
        "priority": "urgent",
        "team": team.pk,
        "tier": "gold",
    }

    Client().post(f"/forms/{form.token}/", {**more, **said})
    work()

    ticket = Ticket.objects.latest("pk")
    assert (ticket.status, ticket.priority, ticket.team_id) == ("new", "normal", None)
    assert Customer.objects.latest("pk").tier in {None, "", "standard"}
    assert Agent.objects.filter(role=Role.ADMIN).count() == before


@pytest.mark.parametrize(
    "field", ["ticket", "ticket_id", "team", "status", "priority", "assignee", "customer_id", "tier"]
)
def test_a_client_of_the_api_says_what_its_contract_names_and_nothing_else(team, field):
    victim, api = builders.a_ticket(team=team), an_api()

    answer = post(Client(), api, a_message(**{field: victim.pk}))
    work()

    assert answer.status_code in {200, 400}
    assert victim.messages.count() == 1
    for ticket in Ticket.objects.exclude(pk=victim.pk):
        assert (ticket.status, ticket.team_id, ticket.assignee_id) == ("new", None, None)
        assert ticket.customer_id != victim.customer_id
