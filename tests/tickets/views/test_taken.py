"""What was taken from an agent: they hear who did it and whereto, and of the ticket itself nothing more."""

import pytest

from events import actors
from tests.builders import a_supervisor, a_team, a_ticket, an_agent
from tickets.actions.assign import assign
from tickets.actions.save_draft import save_draft
from tickets.actions.transfer import transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def dimas(team):
    return a_supervisor(team, name="Dimas Prasetyo")


@pytest.fixture
def taken(team, agent):
    return a_ticket(team=team, assignee=agent, subject="Sofa retak")


def bell(client):
    return client.get("/me/notifications/").content.decode()


def whereto(client, ticket):
    return client.get(f"/me/notifications/?taken={ticket.pk}").json()["words"]


def test_who_loses_a_ticket_to_another_team_hears_who_moved_it_where(client, taken, dimas):
    transfer(taken, to=a_team(name="Product advice"), by=actors.agent(dimas))

    assert client.get(f"/tickets/{taken.pk}/").status_code == 404
    assert whereto(client, taken) == "Moved to Product advice · Dimas Prasetyo"
    assert "Taken from you" in bell(client)
    assert "Moved to Product advice · Dimas Prasetyo" in bell(client)
    assert "Sofa retak" not in bell(client)
    assert f'href="/tickets/{taken.pk}/"' not in bell(client)


def test_who_loses_a_ticket_to_a_colleague_hears_to_whom(client, taken, dimas, team):
    assign(taken, to=an_agent(team, name="Sarah Lim"), by=actors.agent(dimas))

    assert "Assigned to Sarah Lim · Dimas Prasetyo" in bell(client)
    assert f'href="/tickets/{taken.pk}/"' in bell(client)


def test_who_gives_a_ticket_away_hears_nothing(client, taken, agent, team):
    assign(taken, to=None, by=actors.agent(agent))

    assert "Taken from you" not in bell(client)


def test_who_was_writing_on_a_ticket_that_is_moved_hears_of_it(sign_in, taken, dimas, team):
    helper = an_agent(team)
    save_draft(taken, agent=helper, kind="note", text="Sudah saya cek", version=0)

    transfer(taken, to=a_team(name="Product advice"), by=actors.agent(dimas))

    assert "Product advice" in whereto(sign_in(helper), taken)


def test_of_a_ticket_that_was_never_theirs_an_agent_hears_nothing(sign_in, taken, dimas):
    transfer(taken, to=a_team(), by=actors.agent(dimas))

    assert whereto(sign_in(an_agent(a_team())), taken) == ""
