"""Outside their shift nobody is given anything, though their browser is open."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events import actors
from people.actions.save_shift import set_shift
from people.actions.save_shift_day import set_shift_day
from routing.offers import drain, teams_waiting
from tests.builders import a_team, an_agent
from tests.routing.waiting import decision_on, holder, reason, waiting_in

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)  # 17.00 in Jakarta
NIGHT = {"mon": [["20:00", "24:00"]]}
ALL_WEEK = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def test_who_is_on_shift_gets_it_and_of_the_other_it_says_why():
    team = a_team()
    resting, working = an_agent(team, available=True), an_agent(team, available=True)
    set_shift(resting, hours=NIGHT, by=actors.SYSTEM)
    waiting_in(team, 2, assignee=working)
    [ticket] = waiting_in(team)

    drain(team.pk, at=MONDAY)

    assert holder(ticket) == working
    considered = {one["agent"]: one["refusals"] for one in decision_on(ticket).candidates}
    assert considered[resting.pk] == ["off_shift"]


def test_what_waits_is_given_as_soon_as_a_shift_begins():
    team = a_team()
    agent = an_agent(team, available=True)
    set_shift(agent, hours=NIGHT, by=actors.SYSTEM)
    [ticket] = waiting_in(team)

    drain(team.pk, at=MONDAY)

    assert reason(ticket) == "nobody_available"
    assert team.pk in teams_waiting()  # so the sweep asks again
    drain(team.pk, at=MONDAY.replace(hour=13))
    assert holder(ticket) == agent


def test_on_a_day_off_they_get_nothing():
    team = a_team()
    agent = an_agent(team, available=True)
    set_shift(agent, hours=ALL_WEEK, by=actors.SYSTEM)
    for day in (-1, 0, 1):
        on = timezone.localdate() + timedelta(days=day)
        set_shift_day(agent, on=on, hours=[], reason="Cuti", by=actors.SYSTEM)
    [ticket] = waiting_in(team)

    assert drain(team.pk) == 0
    assert holder(ticket) is None


def test_what_they_have_stays_theirs_when_the_shift_ends():
    team = a_team()
    agent = an_agent(team, available=True)
    [ticket] = waiting_in(team, assignee=agent)

    set_shift(agent, hours=NIGHT, by=actors.SYSTEM)
    drain(team.pk, at=MONDAY)

    assert holder(ticket) == agent
