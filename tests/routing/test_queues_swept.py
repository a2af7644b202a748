"""Which queues the sweep looks at: where somebody is there, or where nobody has said yet that nobody is."""

import pytest

from people.models import Presence
from routing.offers import drain, teams_waiting
from tests.builders import a_routed_ticket, a_team, an_agent

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
