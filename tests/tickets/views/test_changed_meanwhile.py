"""A button is pressed on a ticket that is no longer what the page shows: the answer says what is true."""

import json

import pytest

from events import actors
from tests.builders import a_reply, a_ticket, an_agent
from tests.tickets.views.conftest import SCRIPT
from tickets.actions.hold import hold
from tickets.actions.record_delivery import mark_failed
from tickets.actions.resolve import resolve
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(team):
    return a_ticket(team=team)


def press(client, ticket, what, method="post", **said):
    return getattr(client, method)(f"/tickets/{ticket.pk}/{what}/", said, headers=SCRIPT)


def news_in(answer):
    return json.loads(answer.headers["HX-Trigger"])


def test_what_a_colleague_resolved_is_not_said_to_be_on_hold_but_shown(client, ticket):
    seen = ticket.version
    resolve(ticket, by=actors.agent(an_agent()))

    answer = press(client, ticket, "hold", version=seen)

    assert answer.status_code == 409
    assert "Resolved" in answer.content.decode()


def test_nor_what_one_has_resolved_oneself(client, agent, ticket):
    seen = ticket.version
    resolve(ticket, by=actors.agent(agent))

    answer = press(client, ticket, "hold", version=seen)

    assert answer.status_code == 400
    assert answer.json()["error"] == "This ticket is resolved. Reopen it first."


def test_what_is_on_hold_already_is_said_to_be_so(client, ticket):
    seen = ticket.version
    hold(ticket, by=actors.agent(an_agent()))

    assert news_in(press(client, ticket, "hold", version=seen))["say"]["words"] == "On hold"


def test_what_was_not_on_hold_is_not_said_to_be_taken_off(client, ticket):
    answer = press(client, ticket, "hold", "delete")

    assert news_in(answer)["say"]["words"] == "It is not on hold"


def test_nobody_was_faster_where_there_is_nothing_to_take(client, ticket):
    resolve(ticket, by=actors.agent(an_agent()))

    answer = press(client, ticket, "claim")

    assert answer.json()["error"] == "This ticket is resolved. Reopen it first."


@pytest.mark.parametrize("what", ["retry", "giving-up"])
def test_the_answer_names_the_version_that_there_is_now(client, ticket, what):
    delivery = a_reply(ticket).delivery
    mark_failed(delivery, reason="refused")

    answer = press(client, ticket, f"deliveries/{delivery.pk}/{what}")

    assert news_in(answer)["ticket-changed"]["version"] == Ticket.objects.get().version
