"""What was written in our name comes back: ours is known again, anybody else's stands on the ticket."""

from datetime import timedelta

import pytest
from django.db import connections

from channels_in import delivery
from channels_in.fakes.server import Told
from channels_in.models import MediaFetch
from events import actors
from tests.builders import a_reply
from tests.channels_in.direct.hooks import (
    APP,
    a_picture,
    a_said,
    a_text,
    an_echo,
    an_entry,
    arrives,
    body,
    in_time,
    post,
)
from tests.channels_in.mails import work
from tickets.actions.resolve import resolve
from tickets.models import Delivery, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ticket(client, connection):
    return arrives(client, connection, a_text(connection)).message.ticket


def write(connection, ticket, text="Hi"):
    message = a_reply(ticket, text=text)
    delivery.deliver_due(connection.channel_id)
    return Delivery.objects.get(message=message)


def marked(taken):
    """As Messenger gives it back; Instagram says neither."""
    metadata = taken["message"].get("metadata")
    return {"metadata": metadata, "app_id": int(APP)} if metadata else {}


def outbound():
    return Message.objects.filter(direction="outbound")


def test_an_echo_after_the_answer_says_nothing_new(client, connection, ticket, graph):
    sent = write(connection, ticket)
    (taken,) = graph.taken

    item = arrives(client, connection, an_echo(connection, mid=taken["mid"], text="Hi", **marked(taken)))

    assert (item.outcome, item.reason, item.message) == ("update", "echo", sent.message)
    assert (outbound().count(), Ticket.objects.count()) == (1, 1)


def test_an_echo_before_the_answer_is_ours_as_well(client, connection, ticket, graph):
    def at_once(taken):
        echo = an_echo(connection, mid=taken["mid"], text="Hi", **marked(taken))
        try:
            post(client, connection, body(an_entry(connection, echo), kind=connection.channel.kind))
            work()
        finally:
            connections.close_all()

    graph.before_answering = at_once
    sent = write(connection, ticket)
    in_time(2)

    assert (outbound().count(), Ticket.objects.count()) == (1, 1)
    assert (sent.status, sent.parts.get().provider_id) == ("sent", graph.taken[0]["mid"])


def test_a_doubt_of_ours_is_settled_by_the_echo(client, connection, ticket, graph):
    graph.moods.then(Told(cut=True))
    sent = write(connection, ticket)
    assert sent.status == "unknown"

    item = arrives(client, connection, an_echo(connection, mid="m_after_all", text="Hi"))

    sent.refresh_from_db()
    assert (item.outcome, item.reason) == ("update", "echo")
    assert (sent.status, sent.parts.get().provider_id) == ("sent", "m_after_all")
    assert outbound().count() == 1


def test_the_same_words_an_hour_later_settle_no_doubt(client, connection, ticket, graph):
    graph.moods.then(Told(cut=True))
    sent = write(connection, ticket)
    echo = an_echo(connection, text="Hi")
    echo["timestamp"] += int(timedelta(hours=1).total_seconds() * 1000)

    item = arrives(client, connection, echo)

    sent.refresh_from_db()
    assert (item.outcome, sent.status) == ("message", "unknown")


def test_what_was_typed_elsewhere_answers_the_ticket(client, connection, ticket):
    item = arrives(client, connection, an_echo(connection, text="from my phone"))

    ticket.refresh_from_db()
    answer = item.message
    assert (answer.text, answer.direction, answer.author_kind) == ("from my phone", "outbound", "agent")
    assert (answer.agent, ticket.status, ticket.waiting_since) == (None, "pending", None)


def test_what_was_typed_elsewhere_opens_no_ticket(client, connection):
    item = arrives(client, connection, an_echo(connection, to="somebody else", text="hello"))

    assert (item.outcome, item.reason) == ("ignored", "echo_without_ticket")
    assert not Ticket.objects.exists()


def test_what_was_typed_elsewhere_reopens_nothing(client, connection, ticket):
    resolve(ticket, by=actors.SYSTEM)

    arrives(client, connection, an_echo(connection, text="from my phone"))

    ticket.refresh_from_db()
    assert ticket.status == "resolved"
    assert outbound().count() == 1


def test_what_a_machine_writes_in_our_name_answers_nobody(client, connection, ticket):
    connection.options = {**connection.options, "automatic_app_ids": [413]}
    connection.save()

    item = arrives(client, connection, an_echo(connection, text="We are closed", app_id=413))

    ticket.refresh_from_db()
    assert (item.message.author_kind, bool(ticket.waiting_since)) == ("system", True)


def test_the_sides_of_an_echo_may_be_written_the_other_way_round(client, connection, ticket):
    said = a_said(connection, is_echo=True, text="from my phone")

    assert arrives(client, connection, said).message.ticket == ticket


def test_a_picture_that_was_sent_elsewhere_is_fetched_as_well(client, connection, ticket):
    picture = a_picture("https://scontent.xx.fbcdn.net/v/1.jpg")

    item = arrives(client, connection, an_echo(connection, attachments=[picture]))

    assert MediaFetch.objects.get().attachment.message == item.message
