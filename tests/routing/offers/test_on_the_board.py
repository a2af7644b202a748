"""Whoever leads sees who is being asked before they give somebody more."""

import pytest
from django.urls import reverse

from routing.offers import drain
from tests.builders import a_supervisor, a_ticket
from tests.routing.asking import asked
from tests.routing.waiting import waiting_in

pytestmark = pytest.mark.django_db


def test_who_is_being_asked_is_said_and_stands_behind_who_is_not(client, team, rani, bagas):
    waiting_in(team)
    drain(team.pk)
    assert asked(team.tickets.get()) == rani
    client.force_login(a_supervisor(team, language="en"))

    other = a_ticket(team=team)
    choice = client.get(reverse("board:assignment", args=[other.pk])).content.decode()

    assert choice.count("is being asked") == 1
    assert choice.index("Bagas") < choice.index("Rani") < choice.index("is being asked")
