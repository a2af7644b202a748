"""Who is there: by signs of life from any browser, not by one socket; and by what they say they are."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from events import actors
from events.models import Event
from people import tasks
from people.actions.change_agent import change_agent
from people.actions.set_presence import (
    choose_presence,
    come_off_call,
    go_on_call,
    heartbeat,
    mark_offline,
    mark_silent_offline,
)
from people.models import Agent, Presence, Role
from people.presence import GONE_AFTER, silent
from tests.builders import an_agent
from tests.together import at_once

pytestmark = pytest.mark.django_db


def status(agent: Agent) -> str:
    return Presence.objects.get(agent=agent).status


def changes(agent: Agent) -> list[tuple[str, str]]:
    events = Event.objects.filter(kind="agent.presence_changed", agent_id=agent.pk).order_by("pk")
    return [(event.data["from"], event.data["to"]) for event in events]


def falls_silent(agent: Agent, *, seconds: float = 46) -> None:
    Presence.objects.filter(agent=agent).update(heartbeat_at=Now() - timedelta(seconds=seconds))


def test_a_new_agent_is_offline_until_a_browser_speaks():
    agent = an_agent()
    assert status(agent) == "offline"

    assert heartbeat(agent)

    assert status(agent) == "available"
    assert changes(agent) == [("offline", "available")]


def test_a_beat_among_others_is_one_query_and_no_event(django_assert_num_queries):
    agent = an_agent(available=True)

    with django_assert_num_queries(3):  # two of them are the savepoint's
        assert not heartbeat(agent)

    assert len(changes(agent)) == 1


@pytest.mark.parametrize("chosen", ["available", "busy", "break", "away", "offline"])
def test_what_an_agent_says_they_are_holds_at_once(chosen):
    agent = an_agent()
    heartbeat(agent)

    choose_presence(agent, chosen)

    assert status(agent) == chosen


def test_saying_the_same_again_is_no_event():
    agent = an_agent()

    assert choose_presence(agent, "break")
    assert not choose_presence(agent, "break")

    assert changes(agent) == [("offline", "break")]


def test_nobody_is_what_does_not_exist():
    with pytest.raises(ValueError, match="sleeping"):
        choose_presence(an_agent(), "sleeping")


def test_who_is_silent_for_three_beats_is_offline():
    agent = an_agent(available=True)
    falls_silent(agent)

    tasks.sweep_presence()

    assert status(agent) == "offline"
    assert changes(agent)[-1] == ("available", "offline")


def test_two_missed_beats_are_forgiven():
    agent = an_agent(available=True)
    falls_silent(agent, seconds=44)

    tasks.sweep_presence()

    assert status(agent) == "available"


def test_closing_one_browser_of_two_is_not_going():
    agent = an_agent(available=True)
    falls_silent(agent)  # the first browser has been closed
    heartbeat(agent)  # the second goes on

    tasks.sweep_presence()

    assert status(agent) == "available"


def test_who_returns_is_what_they_chose_last():
    agent = an_agent(available=True)
    choose_presence(agent, "break")
    falls_silent(agent)
    tasks.sweep_presence()

    heartbeat(agent)

    assert status(agent) == "break"


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


def test_who_chose_to_look_offline_stays_so_though_browsers_speak():
    agent = an_agent(available=True)
    choose_presence(agent, "offline")

    assert not heartbeat(agent)

    assert status(agent) == "offline"


def test_the_sweep_says_it_once():
    agent = an_agent(available=True)
    falls_silent(agent)

    tasks.sweep_presence()
    tasks.sweep_presence()

    assert changes(agent).count(("available", "offline")) == 1


def test_signing_out_everywhere_is_going():
    agent = an_agent(available=True)

    assert mark_offline(agent)
    assert not mark_offline(agent)

    assert status(agent) == "offline"


def test_time_may_travel():
    agent, at = an_agent(), timezone.now() - timedelta(days=3)

    heartbeat(agent, at=at)

    assert list(silent(at=at + GONE_AFTER)) == []
    assert [presence.agent for presence in silent(at=at + GONE_AFTER * 2)] == [agent]
    assert Event.objects.get(kind="agent.presence_changed").created_at == at


@pytest.mark.django_db(transaction=True)
def test_a_beat_that_comes_while_the_sweep_looks_keeps_them_there(elsewhere):
    agent = an_agent(available=True)
    falls_silent(agent)

    with transaction.atomic():
        heartbeat(agent)
        sweep = elsewhere(lambda: mark_silent_offline(agent.pk))  # it waits for the row

    assert sweep.result(timeout=5) is False
    assert status(agent) == "available"


@pytest.mark.django_db(transaction=True)
def test_several_browsers_that_return_at_once_are_one_return():
    agent = an_agent()

    outcomes = at_once([lambda: heartbeat(Agent.objects.get(pk=agent.pk))] * 8)

    assert outcomes.count(True) == 1
    assert changes(agent) == [("offline", "available")]


def test_the_sweep_looks_only_at_those_who_are_there(django_assert_num_queries):
    for _ in range(3):
        an_agent()

    with django_assert_num_queries(2):  # those who are gone, those who have wrapped up a talk
        tasks.sweep_presence()
