"""Two admins have the same page of the settings open: who saves last does not undo what the first did."""

import re

import pytest
from django.urls import reverse

from events.actors import SYSTEM
from people.actions.change_agent import change_agent
from people.actions.change_company import change_company
from people.actions.create_agent import create_agent
from people.actions.deactivate_agent import activate_agent, deactivate_agent
from people.actions.save_organisation import change_organisation, create_organisation
from people.actions.save_team import change_team
from people.forms.agents import of_agent
from people.forms.company import of_company, of_organisation
from people.forms.teams import of_team
from people.models import Company
from tests.builders import a_team, an_admin, an_agent

pytestmark = pytest.mark.django_db
SEEN = re.compile(r'name="version" value="(\d+)"')


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def sent(fields: dict, **others: object) -> dict:
    """As a browser sends a form: no field for a box without a tick, keys for rows."""
    rows = {
        name: [getattr(row, "pk", row) for row in value]
        for name, value in fields.items()
        if name in {"teams", "members"}
    }
    return {name: value for name, value in {**fields, **rows, **others}.items() if value not in (None, False)}


def team():
    row = a_team()
    return (
        row,
        reverse("settings:team", args=[row.pk]),
        of_team,
        lambda: change_team(row, by=SYSTEM, colour=7),
    )


def team_with_another_member():
    row = a_team()
    return (
        row,
        reverse("settings:team", args=[row.pk]),
        of_team,
        lambda: change_team(row, by=SYSTEM, members=[an_agent()]),
    )


def team_that_somebody_new_joined():
    row = a_team()
    join = lambda: create_agent(by=SYSTEM, email="new@nusa.example", name="New", teams=[row])  # noqa: E731
    return row, reverse("settings:team", args=[row.pk]), of_team, join


def team_that_an_agent_joined():
    row, agent = a_team(), an_agent()
    return (
        row,
        reverse("settings:team", args=[row.pk]),
        of_team,
        lambda: change_agent(agent, by=SYSTEM, teams=[row]),
    )


def team_whose_member_returned():
    row = a_team()
    away = an_agent(row, is_active=False)
    row.refresh_from_db()
    page = reverse("settings:team", args=[row.pk])
    return row, page, of_team, lambda: activate_agent(away, by=SYSTEM)


def agent():
    row = an_agent()
    return (
        row,
        reverse("settings:agent", args=[row.pk]),
        of_agent,
        lambda: change_agent(row, by=SYSTEM, capacity=2),
    )


def agent_whom_a_team_took_in():
    row, joined = an_agent(), a_team()
    return (
        row,
        reverse("settings:agent", args=[row.pk]),
        of_agent,
        lambda: change_team(joined, by=SYSTEM, members=[row]),
    )


def organisation():
    row = create_organisation(by=SYSTEM, name="PT Nusa", tier="gold", domains=[])
    return (
        row,
        reverse("settings:organisation", args=[row.pk]),
        of_organisation,
        lambda: change_organisation(row, by=SYSTEM, tier="silver"),
    )


def company():
    change_company(by=SYSTEM, name="Nusa Living")
    return (
        Company.current(),
        reverse("settings:company"),
        of_company,
        lambda: change_company(by=SYSTEM, follow_up_days=30),
    )


KINDS = [
    team,
    team_with_another_member,
    team_that_somebody_new_joined,
    team_that_an_agent_joined,
    team_whose_member_returned,
    agent,
    agent_whom_a_team_took_in,
    organisation,
    company,
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_somebody_else_saved_meanwhile_is_not_undone(admin, kind):
    row, page, initial, change = kind()
    seen = SEEN.search(admin.get(page).content.decode())[1]
    typed = sent(initial(row), name="Mine", version=seen)

    change()
    answer = admin.post(page, typed)

    row.refresh_from_db()
    assert answer.status_code == 422
    assert "Somebody else changed this in the meantime." in answer.content.decode()
    assert row.name != "Mine"

    fresh = SEEN.search(admin.get(page).content.decode())[1]
    assert admin.post(page, {**sent(initial(row), name="Mine"), "version": fresh}).status_code == 302


def test_who_is_switched_off_stays_in_their_teams_when_a_team_is_saved(admin):
    row, away, here = a_team(), an_agent(), an_agent()
    change_team(row, by=SYSTEM, members=[away, here])
    deactivate_agent(away, by=SYSTEM)
    row.refresh_from_db()
    page = reverse("settings:team", args=[row.pk])

    admin.post(page, sent(of_team(row), name="Renamed", members=[]))

    row.refresh_from_db()
    assert (row.name, list(row.agents.all())) == ("Renamed", [away])
