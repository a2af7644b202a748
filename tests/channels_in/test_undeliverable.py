"""The Undeliverable screen: what waits for a person, who may see it, and the way out of each."""

import pytest
from django.urls import reverse

from events.models import Event, Reaction
from tests.builders import a_reply, a_team, a_ticket, an_admin, an_agent
from tests.channels_in.undeliverable import LIST
from tests.passing import happens
from tickets.actions.record_delivery import mark_failed, mark_unknown
from tickets.models import Delivery

pytestmark = pytest.mark.django_db


def a_failed_delivery(team=None, **fields) -> Delivery:
    ticket = a_ticket(team=team or a_team())
    delivery = a_reply(ticket, **fields).delivery
    mark_failed(delivery, reason="no_such_address", detail="550 no such user")
    return delivery


def test_an_agent_sees_what_did_not_leave_their_tickets_and_why(signed_in_as):
    team = a_team()
    a_failed_delivery(team)

    page = signed_in_as(an_agent(team)).get(LIST).content.decode()

    assert "This address does not exist." in page
    assert "Retry now" in page


def test_an_agent_of_another_team_sees_nothing(signed_in_as):
    delivery = a_failed_delivery()
    client = signed_in_as(an_agent(a_team()))

    assert "This address does not exist." not in client.get(LIST).content.decode()
    assert client.post(reverse("undeliverable:retry", args=[delivery.pk])).status_code == 404


def test_a_colleagues_message_is_not_called_mine(signed_in_as):
    team = a_team()
    dewi = an_agent(team, name="Dewi Pranata")
    a_failed_delivery(team, agent=dewi)

    assert "Your message" in signed_in_as(dewi).get(LIST).content.decode()
    page = signed_in_as(an_agent(team)).get(LIST).content.decode()
    assert "Your message" not in page
    assert "Message from Dewi Pranata" in page


@pytest.mark.parametrize(("reason", "is_primary"), [("no_such_address", False), ("timeout", True)])
def test_sending_again_is_offered_first_only_where_it_may_help(signed_in_as, reason, is_primary):
    team = a_team()
    delivery = a_reply(a_ticket(team=team)).delivery
    mark_failed(delivery, reason=reason)

    page = signed_in_as(an_agent(team)).get(LIST).content.decode()

    assert ('btn-p" type="submit">Retry now' in page) is is_primary


def test_a_failed_message_is_sent_again(signed_in_as):
    team = a_team()
    delivery = a_failed_delivery(team)

    signed_in_as(an_agent(team)).post(reverse("undeliverable:retry", args=[delivery.pk]))

    delivery.refresh_from_db()
    assert (delivery.status, delivery.state, delivery.attempts) == ("queued", "pending", 0)


def test_retrying_all_leaves_what_may_have_been_sent_to_a_person(signed_in_as):
    team = a_team()
    failed = a_failed_delivery(team)
    unknown = a_reply(a_ticket(team=team)).delivery
    mark_unknown(unknown, reason="interrupted")

    signed_in_as(an_agent(team)).post(reverse("undeliverable:retries"))

    assert Delivery.objects.get(pk=failed.pk).status == "queued"
    assert Delivery.objects.get(pk=unknown.pk).status == "unknown"


def test_a_message_can_be_left_unsent(signed_in_as):
    team = a_team()
    delivery = a_failed_delivery(team)
    client = signed_in_as(an_agent(team))

    client.post(reverse("undeliverable:giving-up", args=[delivery.pk]))

    assert "Nothing waits here" in client.get(LIST).content.decode()


def test_work_that_gave_up_is_tried_again_by_an_admin(signed_in_as):
    event = happens()
    reaction = Reaction.objects.create(
        event=event, handler="somewhere.something", state="dead", last_error="Boom"
    )
    client = signed_in_as(an_admin())

    page = client.get(f"{LIST}?tab=work").content.decode()
    client.post(reverse("undeliverable:work-retry", args=[reaction.key]))

    reaction.refresh_from_db()
    assert "Boom" in page
    assert reaction.state == "pending"
    retried = Event.objects.get(kind="work.retried")
    assert retried.data == {"work": reaction.key, "step": "somewhere.something"}


def test_the_screen_costs_the_same_for_one_and_for_many(signed_in_as, django_assert_max_num_queries):
    team = a_team()
    for _ in range(5):
        a_failed_delivery(team)
    client = signed_in_as(an_agent(team))
    client.get(LIST)

    with django_assert_max_num_queries(12):
        client.get(LIST)
