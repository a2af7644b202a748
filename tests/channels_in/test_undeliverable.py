"""The Undeliverable screen: what waits for a person, who may see it, and the way out of each."""

import pytest
from django.urls import reverse
from django.utils import timezone

from channels_in.actions.save_connection import save_connection
from channels_in.actions.take_receipt import take_receipt
from channels_in.models import Block, ReceiptItem
from events.actors import SYSTEM
from events.models import Event, Reaction
from tests.builders import (
    a_channel,
    a_reply,
    a_supervisor,
    a_team,
    a_ticket,
    an_admin,
    an_agent,
    an_auditor,
    happens,
)
from tickets.actions.record_delivery import mark_failed, mark_unknown
from tickets.models import Delivery

pytestmark = pytest.mark.django_db
LIST = reverse("undeliverable:list")


def a_failed_delivery(team=None, **fields) -> Delivery:
    ticket = a_ticket(team=team or a_team())
    delivery = a_reply(ticket, **fields).delivery
    mark_failed(delivery, reason="no_such_address", detail="550 no such user")
    return delivery


def an_item(outcome, team=None, **fields) -> ReceiptItem:
    channel = a_channel(team=team or a_team())
    save_connection(channel, by=SYSTEM, address=f"box{channel.pk}@alur.test")
    receipt = take_receipt(
        channel.connection, b"raw bytes", door="smtp", envelope={}, received_at=timezone.now()
    )
    return ReceiptItem.objects.create(
        receipt=receipt,
        channel=channel,
        external_id=f"x{receipt.pk}",
        outcome=outcome,
        reason="spam" if outcome == "quarantined" else "crash",
        preview={"from": "somebody@people.example", "name": "Somebody", "subject": "Hello"},
        received_at=timezone.now(),
        **fields,
    )


@pytest.fixture
def signed_in_as(client):
    def sign_in(agent):
        client.force_login(agent)
        return client

    return sign_in


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


def test_an_empty_tab_speaks_of_itself_only(signed_in_as):
    an_item("dead")

    page = signed_in_as(an_admin()).get(f"{LIST}?tab=outgoing").content.decode()

    assert "1 needs a decision" in page
    assert "No outgoing message needs a decision." in page


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


@pytest.mark.parametrize("tab", ["incoming", "quarantine"])
def test_what_has_no_ticket_yet_is_shown_to_those_who_lead(signed_in_as, tab):
    team = a_team()
    an_item("dead" if tab == "incoming" else "quarantined", team)

    assert "Somebody" in signed_in_as(a_supervisor(team)).get(f"{LIST}?tab={tab}").content.decode()
    assert "Somebody" not in signed_in_as(a_supervisor(a_team())).get(f"{LIST}?tab={tab}").content.decode()
    assert signed_in_as(an_agent(team)).get(f"{LIST}?tab={tab}").status_code == 404


def test_a_quarantined_item_is_released(signed_in_as):
    item = an_item("quarantined")

    signed_in_as(an_admin()).post(reverse("undeliverable:item-intake", args=[item.pk]))

    item.refresh_from_db()
    assert (item.outcome, item.is_released) == (None, True)
    assert item.receipt.state == "pending"


def test_a_dead_item_is_read_again(signed_in_as):
    item = an_item("dead")

    signed_in_as(an_admin()).post(reverse("undeliverable:item-intake", args=[item.pk]))

    item.refresh_from_db()
    assert item.outcome is None


def test_blocking_a_sender_keeps_the_item_and_its_bytes(signed_in_as):
    item = an_item("quarantined")

    signed_in_as(an_admin()).post(reverse("undeliverable:item-block", args=[item.pk]))

    item.refresh_from_db()
    assert Block.objects.get().value == "somebody@people.example"
    assert item.discarded_at
    assert bytes(item.receipt.raw) == b"raw bytes"


def test_raw_bytes_are_downloaded_and_never_shown(signed_in_as):
    item = an_item("dead")

    answer = signed_in_as(an_admin()).get(reverse("undeliverable:item-raw", args=[item.pk]))

    assert answer.content == b"raw bytes"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_auditor_looks_and_changes_nothing(signed_in_as):
    item = an_item("dead")
    client = signed_in_as(an_auditor())

    assert client.get(f"{LIST}?tab=incoming").status_code == 200
    assert client.post(reverse("undeliverable:item-intake", args=[item.pk])).status_code == 403


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
