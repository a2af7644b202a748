"""The dot at the bell: lit while there is something that the agent has not seen and can still see."""

import pytest

from events import actors
from tests.builders import a_note, a_team, a_ticket, an_agent
from tests.tickets.views.conftest import FETCH
from tickets.actions.assign import assign
from tickets.actions.transfer import transfer

pytestmark = pytest.mark.django_db


def unread(client) -> int:
    return client.get("/tickets/counts/").json()["unread"]


def test_looking_at_the_ticket_is_to_know_what_was_said_of_it(client, agent, team):
    ticket, other = a_ticket(team=team, assignee=agent), a_ticket(team=team, assignee=agent)
    a_note(ticket, text=f"@{agent.email} please look")
    assert unread(client) == 3

    assert client.post(f"/tickets/{ticket.pk}/seen/", headers=FETCH).status_code == 204

    assert unread(client) == 1
    client.post(f"/tickets/{other.pk}/seen/", headers=FETCH)
    assert unread(client) == 0


def test_a_colleague_who_looks_reads_nothing_for_me(sign_in, client, agent, team):
    ticket = a_ticket(team=team, assignee=agent)

    sign_in(an_agent(team)).post(f"/tickets/{ticket.pk}/seen/", headers=FETCH)

    assert unread(client) == 1


def test_of_a_ticket_out_of_sight_its_loss_alone_lights_the_bell(client, agent, team):
    ticket = a_ticket(team=team, assignee=agent)
    assign(ticket, to=None, by=actors.agent(agent))
    assert unread(client) == 1

    transfer(ticket, to=a_team(), by=actors.SYSTEM)
    assert unread(client) == 0

    taken = a_ticket(team=team, assignee=agent)
    transfer(taken, to=a_team(), by=actors.SYSTEM)
    assert unread(client) == 1
