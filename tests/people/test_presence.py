"""Who is there: by signs of life from any browser, not by one socket; and by what they say they are."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from events.models import Event
from people import tasks
from people.actions.set_presence import (
    choose_presence,
    heartbeat,
    mark_offline,
    mark_silent_offline,
)
from people.models import Agent
from people.presence import GONE_AFTER, silent
from tests.builders import an_agent
from tests.people.there import changes, falls_silent, status
from tests.together import at_once

pytestmark = pytest.mark.django_db


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
