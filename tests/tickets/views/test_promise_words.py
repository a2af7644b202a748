"""What the bell and the conversation say of a promise: which one, how far, until when, of whom."""

import pytest

from routing.escalate import fire_portion
from tests.builders import a_customer, a_policy, a_supervisor, a_ticket, an_agent, work_off
from tests.routing.promised import after

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(team):
    a_policy(minutes={"first_response": 60}, warns_at=[50, 75, -10])
    ticket = a_ticket(
        team=team,
        customer=a_customer(name="Oliver Tan"),
        assignee=an_agent(team, name="Sarah Lim"),
        subject="Senja lamp",
        at=after(0),
    )
    work_off()
    return ticket


@pytest.fixture
def bell(sign_in, team):
    dimas = sign_in(a_supervisor(team))
    return lambda: dimas.get("/me/notifications/").content.decode()


def test_each_warning_says_which_promise_and_how_much_of_it_is_used(bell, ticket):
    fire_portion(at=after(31))
    fire_portion(at=after(46))
    fire_portion(at=after(51))

    said = bell()

    for words in ("50% of the time is used", "75% of the time is used", "less than 10 m left"):
        assert f"First response: {words}, due " in said
    assert "Senja lamp · Oliver Tan · Sarah Lim" in said
    assert "running out" not in said


def test_a_breach_says_when_it_was_due(bell, ticket):
    fire_portion(at=after(61))

    assert "First response: too late, was due " in bell()


def test_minutes_are_no_percents_in_the_conversation(client, ticket):
    fire_portion(at=after(51))

    said = client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()

    assert "<b>First response</b>: less than 10 m left" in said
    assert "-10%" not in said


def test_the_view_says_that_it_holds_what_is_late_too(client):
    assert "At risk or late" in client.get("/").content.decode()
    assert "stay when it is over" in client.get("/?view=breaching").content.decode()
