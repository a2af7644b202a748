"""How far our messages got, by a moment or by their names, in whatever order it is told."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from people.models import Customer
from tests.builders import an_agent
from tests.channels_in.answers import answered
from tests.channels_in.direct.hooks import a_text, an_event, arrives, in_time, now_in_ms
from tickets.models import Delivery, Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reply(client, connection):
    ticket = arrives(client, connection, a_text(connection)).message.ticket
    return partial(answered, ticket, agent=an_agent())


def mid_of(sent):
    return sent.parts.get().provider_id


def statuses():
    return list(Delivery.objects.order_by("pk").values_list("status", flat=True))


@pytest.mark.parametrize("order", [("delivery", "read"), ("read", "delivery")])
def test_a_watermark_raises_all_before_it_and_never_lowers(client, connection, reply, order):
    reply("one")
    reply("two")

    for key in order:
        arrives(client, connection, an_event(connection, **{key: {"watermark": now_in_ms()}}))

    assert statuses() == ["read", "read"]


def test_what_is_newer_than_a_watermark_is_not_seen_by_it(client, connection, reply):
    sent = reply()
    Message.objects.filter(pk=sent.message_id).update(created_at=timezone.now() + timedelta(seconds=5))

    item = arrives(client, connection, an_event(connection, read={"watermark": now_in_ms()}))

    assert (item.outcome, item.reason, statuses()) == ("ignored", "nothing_unseen", ["sent"])


def test_the_name_of_the_last_that_was_read_marks_those_before_it(client, connection, reply):
    first, second, third = reply("one"), reply("two"), reply("three")

    item = arrives(client, connection, an_event(connection, read={"mid": mid_of(second)}))

    assert (item.outcome, item.reason, item.message) == ("update", "read", second.message)
    assert statuses() == ["read", "read", "sent"]
    assert {first.pk, third.pk} == set(Delivery.objects.values_list("pk", flat=True)) - {second.pk}


def test_names_count_whatever_the_watermark_says(client, connection, reply):
    sent = reply()
    told = {"mids": [mid_of(sent), 7, None], "watermark": 1458668856253}

    event = an_event(connection, delivery=told)
    del event["timestamp"]
    item = arrives(client, connection, event)

    assert (item.outcome, item.reason, statuses()) == ("update", "delivered", ["delivered"])


def test_a_report_that_overtakes_the_answer_is_tried_again(client, connection, reply, graph):
    told = an_event(connection, read={"mid": "m_early"})
    early = arrives(client, connection, told)
    assert early.outcome is None
    sent = reply()
    sent.parts.update(provider_id="m_early")

    in_time(1)

    assert statuses() == ["read"]


def test_who_only_reads_does_not_become_a_customer(client, connection):
    arrives(client, connection, an_event(connection, read={"watermark": now_in_ms()}))
    arrives(client, connection, an_event(connection, read={"mid": "m_unknown"}))
    in_time()

    assert not Customer.objects.exists()
