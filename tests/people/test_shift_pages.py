"""The page of shifts: who leads plans the weeks of their teams, an agent sees their own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actors
from people.actions.save_shift import set_shift
from people.actions.save_shift_day import set_shift_day
from people.models import Shift, ShiftDay
from tests.builders import a_supervisor, a_team, an_agent, an_auditor

pytestmark = pytest.mark.django_db

WEEK = reverse("shifts:week")


@pytest.fixture
def team():
    return a_team(name="Orders")


@pytest.fixture
def lead(client, team):
    lead = a_supervisor(team)
    client.force_login(lead)
    return lead


def shown(client, address=WEEK):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_week_is_set_and_stands_on_the_page(client, lead, team):
    agent = an_agent(team, name="Rani Puspita")
    page = reverse("shifts:agent", args=[agent.pk])

    response = client.post(page, {"version": 0, "mon": "9-12, 13:00-17:30"})

    assert response.status_code == 302
    assert Shift.objects.get(agent=agent).hours == {"mon": [["09:00", "12:00"], ["13:00", "17:30"]]}
    seen = shown(client)
    assert "09:00–12:00" in seen and "13:00–17:30" in seen and "7.5" in seen


def test_a_day_off_stands_there_with_its_reason(client, lead, team):
    agent = an_agent(team)
    today = timezone.localdate()

    response = client.post(
        reverse("shifts:days", args=[agent.pk]), {"on": today, "hours": "", "reason": "Cuti"}
    )

    assert response.status_code == 302
    assert "Cuti" in shown(client)
    day = ShiftDay.objects.get()
    client.post(reverse("shifts:day-removal", args=[agent.pk, day.pk]))
    assert "Cuti" not in shown(client)


def test_a_day_that_cannot_be_is_said_in_the_form(client, lead, team):
    agent = an_agent(team)

    response = client.post(reverse("shifts:days", args=[agent.pk]), {"on": "2062-01-01", "hours": ""})

    assert response.status_code == 422
    assert "Choose a day within the next year." in response.content.decode()


def test_another_week_is_shown_by_any_of_its_days(client, lead, team):
    agent = an_agent(team)
    day = timezone.localdate() + timedelta(days=14)
    set_shift_day(agent, on=day, hours=[], reason="Cuti", by=actors.SYSTEM)

    assert "Cuti" not in shown(client)
    assert "Cuti" in shown(client, f"{WEEK}?week={day}")
    assert "Cuti" not in shown(client, f"{WEEK}?week=nonsense")


def test_who_leads_sees_their_own_teams_alone(client, lead, team):
    an_agent(team, name="Of the team")
    stranger = an_agent(a_team(), name="Of another")

    seen = shown(client)

    assert "Of the team" in seen and "Of another" not in seen
    assert client.get(reverse("shifts:agent", args=[stranger.pk])).status_code == 404
    posted = client.post(reverse("shifts:agent", args=[stranger.pk]), {"version": 0, "mon": "9-12"})
    assert posted.status_code == 404 and not Shift.objects.exists()


def test_one_of_several_teams_is_shown_alone(client, team):
    other = a_team()
    client.force_login(a_supervisor(team, other))
    an_agent(team, name="Here"), an_agent(other, name="There")

    seen = shown(client, f"{WEEK}?team={other.pk}")

    assert "There" in seen and "Here" not in seen


def test_an_agent_sees_their_own_week_and_changes_nothing(client, team):
    agent, colleague = an_agent(team, name="Rani"), an_agent(team, name="Maya")
    set_shift_day(colleague, on=timezone.localdate(), hours=[], reason="Sakit", by=actors.SYSTEM)
    client.force_login(agent)

    seen = shown(client)

    assert "Rani" in seen and "Maya" not in seen and "Sakit" not in seen
    assert client.get(reverse("shifts:agent", args=[agent.pk])).status_code == 403


def test_an_auditor_reads_and_plans_nothing(client, team):
    agent = an_agent(team, name="Rani")
    set_shift_day(agent, on=timezone.localdate(), hours=[], reason="Sakit", by=actors.SYSTEM)
    client.force_login(an_auditor())

    seen = shown(client)

    assert "Rani" in seen and "Sakit" not in seen and reverse("shifts:agent", args=[agent.pk]) not in seen
    assert client.get(reverse("shifts:agent", args=[agent.pk])).status_code == 403


def test_a_week_that_was_changed_meanwhile_is_not_overwritten(client, lead, team):
    agent = an_agent(team)
    set_shift(agent, hours={"tue": [["08:00", "16:00"]]}, by=actors.SYSTEM)

    response = client.post(reverse("shifts:agent", args=[agent.pk]), {"version": 0, "mon": "9-12"})

    assert response.status_code == 422
    assert "Somebody else changed this in the meantime" in response.content.decode()
    assert Shift.objects.get().hours == {"tue": [["08:00", "16:00"]]}


def test_the_page_asks_as_much_for_many_as_for_one(client, lead, team, django_assert_max_num_queries):
    for _ in range(12):
        set_shift(an_agent(team), hours={"mon": [["09:00", "17:00"]]}, by=actors.SYSTEM)

    with django_assert_max_num_queries(14):
        shown(client)
