import json

import pytest

from events import actors
from tests.builders import a_team, a_ticket, an_agent
from tests.tickets.views.asking import post, said_in
from tickets.actions.assign import assign
from tickets.actions.hold import hold
from tickets.actions.tag import add_tag

pytestmark = pytest.mark.django_db


def test_claiming_makes_it_mine(client, ticket, agent):
    answer = post(client, ticket, "claim")

    ticket.refresh_from_db()
    assert ticket.assignee == agent
    assert said_in(answer) == "It is yours"
    assert 'id="head"' in answer.content.decode()
    assert 'id="facts"' in answer.content.decode()


def test_of_two_who_claim_the_second_learns_who_was_faster(client, sign_in, ticket, team):
    faster = an_agent(team, name="Budi Santoso")
    post(sign_in(faster), ticket, "claim")

    answer = post(client, ticket, "claim")

    assert answer.status_code == 400
    assert answer.json() == {"error": "Budi Santoso was faster."}


def test_a_change_tells_the_page_the_new_version(client, ticket):
    answer = post(client, ticket, "priority", to="urgent", version=ticket.version)

    ticket.refresh_from_db()
    news = json.loads(answer.headers["HX-Trigger"])["ticket-changed"]
    assert news == {"ticket": ticket.pk, "version": ticket.version}
    assert (ticket.priority, ticket.priority_is_manual) == ("urgent", True)


def test_assigning_and_putting_back(client, ticket, team):
    colleague = an_agent(team)

    post(client, ticket, "assignment", to=colleague.pk)
    ticket.refresh_from_db()
    assert ticket.assignee == colleague

    post(client, ticket, "assignment", to="")
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_who_names_nobody_changes_nothing(client, ticket, team):
    assign(ticket, to=an_agent(team), by=actors.SYSTEM)

    answer = post(client, ticket, "assignment")

    assert answer.status_code == 400
    ticket.refresh_from_db()
    assert ticket.assignee is not None


def test_assigning_to_somebody_who_is_no_choice_is_refused(client, ticket):
    stranger = an_agent(a_team())

    answer = post(client, ticket, "assignment", to=stranger.pk)

    assert answer.status_code == 400
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_a_stale_change_is_refused_and_shows_what_was_done(client, ticket, team):
    seen = ticket.version
    other, chosen = an_agent(team, name="Budi Santoso"), an_agent(team)
    assign(ticket, to=other, by=actors.agent(other))

    answer = post(client, ticket, "assignment", to=chosen.pk, version=seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Assigned to <b>Budi Santoso</b>" in page
    assert "Nothing was changed" in page
    ticket.refresh_from_db()
    assert ticket.assignee == other
    assert f'name="version" value="{ticket.version}"' in page


def test_without_a_script_a_stale_change_is_a_page_of_its_own(client, ticket, team):
    seen = ticket.version
    other = an_agent(team, name="Budi Santoso")
    assign(ticket, to=other, by=actors.agent(other))

    answer = post(client, ticket, "assignment", script=False, to="", version=seen)

    assert answer.status_code == 409
    assert "Budi Santoso" in answer.content.decode()


def test_what_somebody_else_did_elsewhere_is_no_reason_to_refuse(client, ticket, team):
    seen = ticket.version
    other = an_agent(team)
    add_tag(ticket, name="vip", by=actors.agent(other))

    assert post(client, ticket, "assignment", to=other.pk, version=seen).status_code == 200


def test_moving_to_another_team_out_of_sight_leads_back_to_the_inbox(client, ticket):
    to = a_team(name="Gudang")

    answer = post(client, ticket, "transfer", to=to.pk)

    assert answer.headers["HX-Redirect"] == "/"
    ticket.refresh_from_db()
    assert ticket.team == to
    assert "Moved to Gudang" in client.get("/").content.decode()


def test_who_could_have_it_is_shown_with_how_much_they_carry(client, ticket, team):
    dewi = an_agent(team, name="Dewi Pranata", capacity=8)
    for number in range(3):
        theirs = a_ticket(team=team, assignee=dewi)
        if number == 2:
            hold(theirs, by=actors.SYSTEM)

    menu = client.get(f"/tickets/{ticket.pk}/assignees/").content.decode()

    [mine] = [option for option in menu.split("</button>") if "Dewi Pranata" in option]
    assert ">2 of 8<" in mine
    assert ">Offline<" in mine
