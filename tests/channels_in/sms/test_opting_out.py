"""Who wants no more messages gets none, until they say otherwise."""

import pytest

from channels_in import delivery
from channels_in.acknowledgement import may_answer
from tests.builders import a_reply
from tests.channels_in.answers import answered
from tests.channels_in.mails import work
from tests.channels_in.sms.hooks import BUDI, a_number, arrives, tells
from tickets.models import Delivery
from tickets.opted_out import has_opted_out
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def is_out(message):
    return has_opted_out(BUDI, customer=message.customer_id, channel=message.channel_id)


def answer(message):
    return answered(message.ticket, "Baik")


@pytest.mark.parametrize(
    ("body", "fields", "out"),
    [
        (" stop ", {}, True),
        ("STOP", {}, True),
        ("Unsubscribe", {}, True),
        ("berhenti", {}, True),
        ("Stop SMS", {}, True),
        ("AUFHOEREN", {"OptOutType": "STOP"}, True),
        ("stop sending me invoices please", {}, False),
        ("cancel my order", {}, False),
        ("YES", {}, False),
        ("help", {}, False),
    ],
)
def test_a_wish_is_the_whole_message(client, connection, body, fields, out):
    message = arrives(client, connection, body, **fields).message

    assert message.text == body
    assert is_out(message) is out


def test_the_words_of_a_channel_are_its_own(client):
    connection = a_number(stop_words=["Sudahi"])

    assert not is_out(arrives(client, connection, "berhenti").message)
    assert is_out(arrives(client, connection, "sudahi").message)


def test_who_opted_out_is_not_even_tried_until_they_opt_in(client, connection, twilio):
    written = a_reply(arrives(client, connection).message.ticket, text="Baik")
    barred = arrives(client, connection, "STOP").message
    delivery.deliver_due(connection.channel_id)
    left = Delivery.objects.get(message=written)
    assert (left.status, left.reason, twilio.asked) == ("failed", "opted_out", [])
    with pytest.raises(Refused, match="customer_unreachable"):
        answer(barred)

    back = arrives(client, connection, "START").message
    assert answer(back).status == "sent"
    assert not is_out(back)


def test_a_wish_gets_no_answer_of_ours(client, connection):
    for body, expected in (("STOP", False), ("start", False), ("INFO", False), ("Halo", True)):
        assert may_answer(arrives(client, connection, body).message, BUDI) is expected


def test_what_twilio_refuses_at_once_counts_as_opted_out(client, connection, twilio):
    message = arrives(client, connection).message
    twilio.blocked.add(BUDI)

    first = answer(message)

    assert (first.status, first.reason) == ("failed", "opted_out")
    with pytest.raises(Refused, match="customer_unreachable"):
        answer(message)
    assert len(twilio.asked) == 1


def test_what_twilio_refuses_later_counts_as_opted_out(client, connection, twilio):
    message = arrives(client, connection).message
    sent = answer(message)
    tells(client, connection, twilio.taken[0], "failed", ErrorCode="21610")
    work()

    sent.refresh_from_db()
    assert (sent.status, sent.reason, is_out(message)) == ("failed", "opted_out", True)


def test_another_number_of_the_same_customer_is_not_concerned(client, connection):
    message = arrives(client, connection, "STOP").message

    assert not has_opted_out("+6289999999999", customer=message.customer_id, channel=message.channel_id)
