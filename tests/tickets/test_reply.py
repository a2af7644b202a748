from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from events import actors
from events.models import Event
from people.models import Agent
from tests.builders import a_channel, a_reply, a_ticket, an_agent, an_auditor, receives
from tests.together import at_once
from tickets.actions.close import close
from tickets.actions.reply import send_reply
from tickets.actions.resolve import resolve
from tickets.actions.save_channel import change_channel
from tickets.actions.save_draft import save_draft
from tickets.models import Delivery, Draft, Message, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


def refusal(*args, **fields) -> str:
    with pytest.raises(Refused) as refused:
        a_reply(*args, **fields)
    assert refused.value.words
    return refused.value.code


def test_message_delivery_event_and_the_end_of_the_draft_are_one():
    ticket, agent = a_ticket(), an_agent()
    save_draft(ticket, agent=agent, kind="reply", text="On its way.", version=0)

    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        a_reply(ticket, agent=agent)
        raise Stop

    assert not Delivery.objects.exists()
    assert not Event.objects.filter(kind="reply.sent").exists()
    assert Draft.objects.exists()

    message = a_reply(ticket, agent=agent)

    assert Delivery.objects.get().message == message
    assert Event.objects.get(kind="reply.sent").data["message"] == message.pk
    assert not Draft.objects.exists()


def test_it_leaves_after_the_time_to_undo():
    ticket = a_ticket(channel=a_channel(undo_seconds=30))

    delivery = a_reply(ticket).delivery
    delivery.refresh_from_db()

    wait = delivery.due_at - timezone.now()
    assert timedelta(seconds=25) < wait <= timedelta(seconds=30)
    assert not Delivery.objects.due().exists()


def test_the_same_click_twice_sends_once():
    ticket, agent, key = a_ticket(), an_agent(), uuid4()

    first, second = (a_reply(ticket, agent=agent, client_key=key) for _ in range(2))

    assert first == second
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_click_from_many_connections_at_once_sends_once():
    ticket, agent, key = a_ticket(), an_agent(), uuid4()

    def click() -> Message:
        mine = Ticket.objects.get(pk=ticket.pk)
        return send_reply(mine, text="Sorry!", by=actors.agent(agent), agent=agent, client_key=key)

    sent = at_once([click] * 12)

    assert len({message.pk for message in sent}) == 1
    assert Delivery.objects.count() == 1
    assert Event.objects.filter(kind="reply.sent").count() == 1


def test_a_key_of_another_ticket_is_refused():
    key = uuid4()
    a_reply(a_ticket(), client_key=key)

    assert refusal(a_ticket(), client_key=key) == "key_used"


@pytest.mark.parametrize(
    ("recipients", "code"),
    [
        pytest.param({"to": [["", "no address"]]}, "bad_address", id="no address"),
        pytest.param({"to": [["", "a@b.test\r\nBcc: evil@x.test"]]}, "bad_address", id="a second header"),
        pytest.param({"cc": [["", "a@b.test"]]}, "no_address", id="nobody to answer"),
        pytest.param(
            {"to": [["", f"a{n}@b.test"] for n in range(51)]}, "too_many_addresses", id="a mailing list"
        ),
    ],
)
def test_recipients_that_cannot_be_sent_to_are_refused(recipients, code):
    assert refusal(a_ticket(), recipients=recipients) == code


def test_it_goes_out_by_the_channel_that_the_customer_used_last():
    ticket = a_ticket(channel=a_channel(kind="form"))
    mail = a_channel()
    receives(ticket, channel=mail)

    assert a_reply(ticket).channel == mail


def test_it_is_signed_in_the_language_of_the_customer():
    channel = a_channel(signatures={"en": "Kind regards", "id": "Salam"}, language="id")

    in_english = a_reply(a_ticket(channel=channel, text="Where is my parcel, please?"))
    in_ours = a_reply(a_ticket(channel=channel, text="4711"))

    assert (in_english.signature, in_ours.signature) == ("Kind regards", "Salam")


def test_nothing_at_all_is_not_sent():
    assert refusal(a_ticket(), text=" \n") == "empty"


def test_more_than_the_channel_carries_is_refused():
    assert refusal(a_ticket(channel=a_channel(kind="api")), text="x" * 20_001) == "too_long"


def test_a_channel_that_is_off_sends_nothing():
    ticket = a_ticket()
    change_channel(ticket.channel, by=actors.SYSTEM, is_active=False)

    assert refusal(Ticket.objects.get(pk=ticket.pk)) == "channel_off"


def test_a_closed_ticket_is_not_answered():
    ticket = a_ticket()
    resolve(ticket, by=actors.SYSTEM)
    close(ticket, by=actors.SYSTEM)

    assert refusal(ticket) == "ticket_closed"


def test_who_may_only_read_cannot_answer():
    assert refusal(a_ticket(), agent=an_auditor()) == "read_only"


def test_who_was_switched_off_cannot_answer():
    agent = an_agent()
    Agent.objects.filter(pk=agent.pk).update(is_active=False)

    assert refusal(a_ticket(), agent=Agent.objects.get(pk=agent.pk)) == "read_only"
