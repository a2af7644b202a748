"""When Meta lets a reply go: a response, a person's late answer, or nothing."""

from datetime import timedelta

import pytest

from channels_in import delivery
from events import actors
from tests.channels_in.messenger.sending.replies import HOURS, long_ago
from tickets.actions.automatic import send_automatic
from tickets.models import Delivery
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_until_the_window_shuts_a_reply_is_a_response(ticket, reply, graph):
    long_ago(ticket, 24 * HOURS - timedelta(seconds=30))

    assert reply().status == "sent"
    assert "tag" not in graph.taken[0]


def test_after_the_window_nothing_is_asked_of_meta(ticket, reply, graph):
    sent = reply(hours=24.001)

    assert (sent.status, sent.reason, graph.asked) == ("failed", "window_closed", [])


def test_after_the_window_nothing_can_be_written(ticket, reply):
    long_ago(ticket, 24 * HOURS + timedelta(seconds=1))

    with pytest.raises(Refused, match="window_closed"):
        reply()


@pytest.mark.parametrize(("hours", "status"), [(25, "sent"), (7 * 24 - 1, "sent"), (7 * 24 + 1, "failed")])
def test_a_person_may_answer_for_a_week_where_meta_has_granted_it(
    connection, ticket, reply, graph, hours, status
):
    connection.options = {**connection.options, "human_agent": True}
    connection.save()
    assert reply(hours=hours).status == status
    assert [(one["messaging_type"], one["tag"]) for one in graph.taken] == (
        [("MESSAGE_TAG", "HUMAN_AGENT")] if status == "sent" else []
    )


def test_what_the_system_writes_is_never_said_to_be_from_a_person(connection, ticket, graph):
    connection.options = {**connection.options, "human_agent": True}
    connection.save()
    message = send_automatic(ticket, text="We are closed", by=actors.SYSTEM, reason="acknowledgement")
    long_ago(ticket, 25 * HOURS)
    delivery.deliver_due(connection.channel_id)

    sent = Delivery.objects.get(message=message)
    assert (sent.status, sent.reason, graph.asked) == ("failed", "window_closed", [])
