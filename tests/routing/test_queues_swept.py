"""Which queues the sweep looks at: where somebody is there, or where nobody has said yet that nobody is."""

import pytest

from people.models import Presence
from routing.actions.pause_routing import pause_routing
from routing.actions.resume_routing import resume_routing
from routing.offers import drain, teams_waiting
from tests.builders import a_routed_ticket, a_supervisor, a_team, an_agent
from tests.routing.waiting import reason, waiting_in

pytestmark = pytest.mark.django_db


def explained(team):
    a_routed_ticket(team=team)
    drain(team.pk)


def test_a_queue_that_has_said_that_nobody_is_there_is_left_alone():
    away, empty = a_team(), a_team()
    an_agent(away)
    for team in (away, empty):
        explained(team)

    assert teams_waiting() == []


def test_until_somebody_of_the_team_is_there():
    team, other = a_team(), a_team()
    agent = an_agent(team)
    explained(team)
    explained(other)

    Presence.objects.update_or_create(agent=agent, defaults={"status": "available"})

    assert teams_waiting() == [team.pk]


def test_a_queue_that_is_full_is_looked_at_again_since_all_may_have_gone_home():
    team = a_team()
    agent = an_agent(team, available=True, capacity=1)
    for _ in range(2):
        a_routed_ticket(team=team)
    drain(team.pk)
    Presence.objects.filter(agent=agent).update(status="offline")

    assert teams_waiting() == [team.pk]


def test_a_queue_that_says_that_its_team_is_paused_says_so_no_longer_than_it_is():
    """Also where nobody is there, and what happened at the end of the pause got lost on its way."""
    team = a_team()
    lead = a_supervisor(team)
    pause = pause_routing(team, by=lead, reason="Stock-taking", minutes=None)
    [ticket] = waiting_in(team)
    drain(team.pk)
    assert (reason(ticket), teams_waiting()) == ("routing_paused", [])
    resume_routing(pause, by=lead)

    assert teams_waiting() == [team.pk]
    drain(team.pk)

    assert (reason(ticket), teams_waiting()) == ("nobody_available", [])
