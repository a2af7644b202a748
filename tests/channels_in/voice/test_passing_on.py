"""Who talks passes the caller on or hangs up; nobody steers the call of another."""

import pytest
from django.urls import reverse

from channels_in.models import Leg
from tests.channels_in.voice.calls import an_agent_with_phone, go_on, passes_on, picks_up, presence
from tickets.models import Call, QueueStay, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def talk(phone, budi, billing, sales):
    """Budi talks with Rani of billing; Dimas of sales is free."""
    rani, dimas = an_agent_with_phone(billing), an_agent_with_phone(sales)
    caller = budi().presses("2")
    phone.exchange.forward(10)
    picks_up(phone, rani)
    phone.exchange.forward(60)
    return caller, rani, dimas


def test_the_wrong_department_passes_the_caller_on(client, phone, talk, sales):
    caller, rani, dimas = talk
    client.force_login(rani)
    leg = Leg.objects.get(agent=rani, state="bridged")

    answer = passes_on(client, leg, sales.pk)
    go_on()
    phone.exchange.settle()
    go_on()
    phone.exchange.forward(20)
    picks_up(phone, dimas)

    assert answer.status_code == 200
    assert f"Passed on to {sales.name}" in answer.headers["HX-Trigger"]
    assert caller.line.last_heard == "(connected)"
    first, second = QueueStay.objects.order_by("pk")
    assert (first.state, first.talk_seconds, second.former) == ("moved", 60, first)
    assert (second.state, second.agent, second.wait_seconds) == ("talking", dimas, 20)
    ticket = Ticket.objects.get()
    assert (ticket.team, ticket.assignee) == (sales, dimas)
    assert Call.objects.get().wait_seconds == 30
    assert presence(rani) == "available"


def test_a_caller_who_is_gone_while_being_passed_on_is_called_back_there(client, phone, talk, sales):
    caller, rani, _ = talk
    client.force_login(rani)
    leg = Leg.objects.get(agent=rani, state="bridged")
    phone.exchange.loses = {"ended/", "left/", "dialled/"}
    phone.hang_up(caller.line)

    passes_on(client, leg, sales.pk)
    phone.exchange.loses = set()
    phone.exchange.status_notice(caller.line, f"{phone.exchange.hook}ended/")
    go_on()

    ticket = Ticket.objects.get()
    assert (ticket.team, ticket.caller_since) == (sales, None)
    assert ticket.tags.filter(name="call-back").exists()
    assert QueueStay.objects.order_by("pk").last().state == "abandoned"


def test_a_call_that_still_rings_is_not_passed_on(client, phone, budi, billing, sales):
    rani = an_agent_with_phone(billing)
    budi().presses("2")
    client.force_login(rani)
    leg = Leg.objects.get(agent=rani)

    assert "Pass on" not in client.get(reverse("calls:mine")).content.decode()
    refused = passes_on(client, leg, sales.pk)

    assert refused.status_code == 409
    assert "Answer the call first" in refused.content.decode()
    assert QueueStay.objects.count() == 1
    picks_up(phone, rani)
    assert "Pass on" in client.get(reverse("calls:mine")).content.decode()


def test_nobody_steers_the_call_of_another(client, phone, talk, sales):
    _, rani, dimas = talk
    client.force_login(dimas)
    leg = Leg.objects.get(agent=rani, state="bridged")

    assert client.post(reverse("calls:end", args=[leg.pk])).status_code == 404
    assert client.post(reverse("calls:transfer", args=[leg.pk]), {"team": sales.pk}).status_code == 404


def test_the_agent_hangs_up_from_the_page(client, phone, talk):
    caller, rani, _ = talk
    client.force_login(rani)
    assert "On the line" in client.get(reverse("calls:mine")).content.decode()

    client.post(reverse("calls:end", args=[Leg.objects.get(agent=rani, state="bridged").pk]))
    go_on()
    phone.exchange.settle()
    go_on()

    assert caller.line.status == "completed"
    assert Call.objects.get().outcome == "answered"
    assert "On the line" not in client.get(reverse("calls:mine")).content.decode()
