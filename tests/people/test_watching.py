"""Who leads or only reads came to watch: they get no work until they say that they are available."""

import pytest

from events import actors
from people import tasks
from people.actions.change_agent import change_agent
from people.actions.set_presence import choose_presence, come_off_call, go_on_call, heartbeat
from people.models import Role
from tests.builders import an_agent
from tests.people.there import falls_silent, status

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR])
def test_who_signs_in_to_watch_gets_no_work_until_they_say_so(role):
    leader = an_agent(role=role)

    heartbeat(leader)
    assert status(leader) == "away"

    choose_presence(leader, "available")
    falls_silent(leader)
    tasks.sweep_presence()
    heartbeat(leader)
    assert status(leader) == "available"


def test_who_leads_and_picks_up_a_call_is_given_no_work_after_it():
    leader = an_agent(role=Role.SUPERVISOR)
    heartbeat(leader)

    go_on_call(leader)
    come_off_call(leader)

    assert status(leader) == "away"


def test_who_leads_no_more_and_never_chose_begins_like_any_agent():
    agent = an_agent(role=Role.SUPERVISOR)
    heartbeat(agent)
    falls_silent(agent)
    tasks.sweep_presence()
    change_agent(agent, role=Role.AGENT, by=actors.SYSTEM)

    heartbeat(agent)

    assert status(agent) == "available"
