import time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from events import actors
from events.models import Event
from people.actions.change_agent import change_agent
from people.actions.create_agent import create_agent
from people.actions.deactivate_agent import activate_agent, deactivate_agent
from people.models import Agent, Presence
from people.refusals import Refused
from tests.builders import a_team, an_admin, an_agent
from tests.together import at_once

pytestmark = pytest.mark.django_db

BY = actors.SYSTEM


def events(agent: Agent) -> list[list[str]]:
    mine = Event.objects.filter(kind="agent.changed", agent_id=agent.pk).order_by("pk")
    return [event.data["fields"] for event in mine]


def test_a_new_agent_has_teams_a_presence_and_no_password_yet():
    team = a_team()

    agent = create_agent(by=BY, email=" Rani@Alur.Test ", name="Rani", role="supervisor", teams=[team])

    assert (agent.email, agent.role, list(agent.teams.all())) == ("rani@alur.test", "supervisor", [team])
    assert not agent.has_usable_password()
    assert agent.presence.status == "offline"
    assert events(agent) == [["created"]]


def test_a_password_may_be_given():
    agent = create_agent(by=BY, email="rani@alur.test", name="Rani", password="correct horse battery")

    assert agent.check_password("correct horse battery")


def test_two_agents_cannot_have_one_address():
    an_agent(email="rani@alur.test")

    with pytest.raises(ValidationError):
        create_agent(by=BY, email="RANI@alur.test", name="Rani")


@pytest.mark.parametrize("field", ["is_active", "password", "last_login", "id", "created_at", "is_superuser"])
def test_what_is_not_on_the_list_cannot_be_set(field):
    agent = an_agent()

    with pytest.raises(Refused, match="no_such_field"):
        change_agent(agent, by=BY, **{field: 1})
    with pytest.raises(Refused, match="no_such_field"):
        create_agent(
            by=BY, email="x@alur.test", name="X", **({field: 1} if field != "password" else {"id": 1})
        )


def test_a_change_is_told_with_what_it_changed():
    agent, team = an_agent(), a_team()

    assert change_agent(agent, by=BY, capacity=3, name=agent.name, teams=[team]) == ["capacity", "teams"]
    assert change_agent(agent, by=BY, capacity=3, teams=[team]) == []

    assert events(agent)[1:] == [["capacity", "teams"]]


def test_values_are_checked():
    with pytest.raises(ValidationError):
        change_agent(an_agent(), by=BY, capacity=10_000)


def test_who_is_switched_off_is_gone_but_not_forgotten():
    agent = an_agent(available=True)

    assert deactivate_agent(agent, by=BY)
    assert not deactivate_agent(agent, by=BY)

    assert not Agent.objects.get(pk=agent.pk).is_active
    assert Presence.objects.get(agent=agent).status == "offline"
    assert events(agent)[-1] == ["is_active"]
    assert activate_agent(agent, by=BY)
    assert Agent.objects.get(pk=agent.pk).is_active


def test_nobody_switches_oneself_off():
    admin = an_admin()

    with pytest.raises(Refused, match="not_yourself"):
        deactivate_agent(admin, by=actors.agent(admin))


@pytest.mark.parametrize(
    "leave", [lambda a: deactivate_agent(a, by=BY), lambda a: change_agent(a, by=BY, role="agent")]
)
def test_the_last_admin_stays(leave):
    admin = an_admin()

    with pytest.raises(Refused, match="last_admin"):
        leave(admin)

    an_admin()
    assert leave(admin)


@pytest.mark.django_db(transaction=True)
def test_the_last_two_admins_cannot_leave_at_once():
    admins = [an_admin(), an_admin()]

    outcomes = at_once([lambda one=one: change_agent(one, by=BY, role="agent") for one in admins])

    assert sorted(map(str, outcomes)) == ["['role']", "last_admin"]
    assert Agent.objects.filter(role="admin").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_two_admins_cannot_switch_each_other_off(elsewhere):
    one, other = an_admin(), an_admin()
    works = [
        lambda: deactivate_agent(one, by=actors.agent(other)),
        lambda: deactivate_agent(other, by=actors.agent(one)),
    ]

    with transaction.atomic():  # let go of both when both want to begin
        list(Agent.objects.select_for_update())
        outcomes = elsewhere(lambda: at_once(works))
        until_they_wait(2)

    assert sorted(map(str, outcomes.result(20))) == ["True", "last_admin"]


def until_they_wait(n: int) -> None:
    with connection.cursor() as sql:
        for _ in range(200):
            sql.execute("select count(*) from pg_locks where not granted")
            if sql.fetchone()[0] >= n:
                return
            time.sleep(0.05)
    pytest.fail("Nobody waits.")
