"""Who answers what nobody has goes on with it."""

from uuid import uuid4

import pytest
from django.utils import timezone, translation

from people.models import Role
from tests.builders import a_team, a_ticket, an_agent
from tests.tickets.timelines import told
from tests.tickets.views.asking import reply
from tests.tickets.views.conftest import FETCH
from tickets.models import Follower, Ticket

pytestmark = pytest.mark.django_db


def holder(ticket):
    ticket.refresh_from_db()
    return ticket.assignee


@pytest.mark.parametrize("how", [{}, {"keeps_open": "1"}, {"resolves": "1"}])
def test_who_answers_what_nobody_has_gets_it(client, ticket, agent, how):
    assert reply(client, ticket, **how).status_code == 201

    assert holder(ticket) == agent
    assert ticket.unassigned_reason == ""


def test_the_timeline_says_so_in_both_languages(client, ticket, agent):
    reply(client, ticket)

    with translation.override("en"):
        assert told(ticket) == [f"Taken by <b>{agent}</b> by answering"]
        assert told(ticket, viewer=agent) == ["Taken by <b>you</b> by answering"]
    with translation.override("id"):
        assert told(ticket) == [f"Diambil oleh <b>{agent}</b> dengan menjawab"]


def test_it_can_be_given_back_as_any_other(client, ticket):
    reply(client, ticket)

    client.delete(f"/tickets/{ticket.pk}/assignment/", headers=FETCH)

    assert holder(ticket) is None


def test_who_helps_a_colleague_out_takes_nothing_from_them(client, team):
    colleague = an_agent(team)
    ticket = a_ticket(team=team, assignee=colleague)

    reply(client, ticket)

    assert holder(ticket) == colleague


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN])
def test_whoever_answers_in_a_team_of_others_leaves_it_to_the_team(sign_in, ticket, role):
    leader = an_agent(a_team(), role=role)
    Follower.objects.create(ticket=ticket, agent=leader)

    assert reply(sign_in(leader), ticket).status_code == 201

    assert holder(ticket) is None


def test_a_note_takes_nothing(client, ticket):
    said = {"text": "Saya cek di gudang", "client_key": uuid4()}

    assert client.post(f"/tickets/{ticket.pk}/notes/", said, headers=FETCH).status_code == 201

    assert holder(ticket) is None


def test_while_the_customer_holds_the_line_it_is_for_whoever_picks_up(client, ticket):
    Ticket.objects.filter(pk=ticket.pk).update(caller_since=timezone.now())

    assert reply(client, ticket).status_code == 201

    assert holder(ticket) is None
