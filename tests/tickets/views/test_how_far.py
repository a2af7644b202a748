"""How far an answer got, as its page and its author are told."""

import pytest

from channels_in.actions.conclude_delivery import conclude_delivery
from channels_in.outcomes import InDoubt, NotSent, Sent
from events import actors
from tests.builders import a_reply, a_ticket, an_agent
from tickets.actions.record_delivery import mark_delivered, note_refused
from tickets.actions.retry_delivery import retry_delivery
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(team, agent):
    return a_reply(a_ticket(team=team), agent=agent).delivery


@pytest.fixture
def page(client, delivery):
    return lambda: client.get(f"/tickets/{delivery.message.ticket_id}/timeline/").content.decode()


def version() -> int:
    return Ticket.objects.get().version


def test_who_in_copy_was_refused_is_said_beside_what_was_sent(page, delivery):
    conclude_delivery(delivery, Sent(provider_id="x", refused="<budi@example.test>: 550 no such user"))

    assert "Not all recipients were accepted. &lt;budi@example.test&gt;: 550" in page()
    mark_delivered(delivery)
    assert "Not all recipients were accepted." in page()


def test_and_once_it_is_known_later(page, delivery):
    conclude_delivery(delivery, Sent(provider_id="x", refused=""))
    assert "Not all recipients" not in page()

    note_refused(delivery, detail="budi@example.test: mailbox full")

    assert "Not all recipients were accepted. budi@example.test: mailbox full" in page()


def test_while_it_does_not_get_through_the_page_hears_why_once_per_reason(page, delivery):
    versions = [version()]
    for reason in ("unreachable", "unreachable", "timeout"):
        conclude_delivery(delivery, NotSent(reason=reason, detail="", permanent=False))
        versions.append(version())

    assert "Trying again: The other server did not answer in time." in page()
    first, second, third, fourth = versions
    assert first < second == third < fourth


def test_what_a_person_has_sent_again_is_on_its_way(page, delivery):
    conclude_delivery(delivery, NotSent(reason="refused", detail="", permanent=True))

    retry_delivery(delivery, by=actors.agent(an_agent()))

    assert "On its way" in page()
    assert "Trying again" not in page()


def test_what_may_have_been_sent_is_not_told_as_not_delivered(client, page, delivery):
    conclude_delivery(delivery, InDoubt(reason="timeout", detail=""))

    bell = client.get("/me/notifications/").content.decode()
    for told in (page(), bell):
        assert "A message may have been sent or not" in told
        assert "A message was not delivered" not in told
    assert bell.count("A message may have been sent or not") == 1
