"""Who cannot be reached by a way is not written to there, and the page says why and what works."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from tests.builders import a_channel, a_customer, a_reply, a_ticket, receives
from tickets.actions.note_reachability import note_reachable, note_unreachable
from tickets.actions.record_delivery import mark_bounced, mark_failed, mark_sent
from tickets.models import Ticket
from tickets.reachability import cut_off_of
from tickets.refusals import Refused
from tickets.ways import all_ways_to, ways_to

pytestmark = pytest.mark.django_db
BY = actors.SYSTEM


@pytest.fixture
def telegram():
    return a_channel(kind="telegram", name="Bot")


@pytest.fixture
def ticket(telegram):
    return a_ticket(channel=telegram, customer=a_customer("77", kind="telegram"), from_address="77")


def fails(ticket: Ticket, reason: str, **reply) -> None:
    mark_failed(a_reply(ticket, confirm=True, **reply).delivery, reason=reason)


def test_after_they_blocked_us_the_way_is_shut_and_says_so(ticket):
    fails(ticket, "blocked")

    assert ways_to(ticket) == []
    assert [(way.channel.name, way.address, way.shut) for way in all_ways_to(ticket)] == [
        ("Bot", "77", "blocked")
    ]
    with pytest.raises(Refused) as refused:
        a_reply(ticket, confirm=True)
    assert "The customer has blocked us." in refused.value.words


def test_the_refusal_names_the_way_that_works(ticket):
    ticket.customer.identities.create(kind="mail", address="budi@example.test")
    mail = a_channel(name="Support mail")
    fails(ticket, "blocked")

    with pytest.raises(Refused) as refused:
        a_reply(ticket, confirm=True)

    assert [way.channel for way in ways_to(ticket)] == [mail]
    assert "Support mail (budi@example.test)" in refused.value.words


def test_who_writes_again_can_be_answered_again(ticket):
    fails(ticket, "blocked")

    receives(ticket, from_address="77", received_at=timezone.now() + timedelta(seconds=1))

    assert [way.shut for way in all_ways_to(ticket)] == [""]
    assert a_reply(ticket, confirm=True)


def test_words_by_another_way_open_nothing_there(ticket):
    fails(ticket, "blocked")

    receives(channel=a_channel(), customer=ticket.customer, from_address="budi@example.test")

    assert len(cut_off_of(ticket.customer_id)) == 1


@pytest.mark.parametrize("reason", ["mailbox_full", "timeout", "too_large", "window_closed", "login_failed"])
def test_what_may_work_the_next_time_shuts_nothing(ticket, reason):
    fails(ticket, reason)

    assert cut_off_of(ticket.customer_id) == []


def test_a_mail_address_that_does_not_exist_does_not_for_any_mailbox():
    ticket, other = a_ticket(), a_channel()
    reply = a_reply(ticket)
    mark_sent(reply.delivery)
    mark_bounced(reply.delivery, reason="no_such_address")

    assert {way.channel: way.shut for way in all_ways_to(ticket)} == {
        ticket.channel: "no_such_address",
        other: "no_such_address",
    }


def test_of_two_addresses_the_one_that_works_is_offered():
    ticket = a_ticket()
    ticket.customer.identities.create(kind="mail", address="second@example.test")
    fails(ticket, "no_such_address")

    assert [(way.address, way.shut) for way in all_ways_to(ticket)] == [("second@example.test", "")]


def test_a_provider_says_that_they_left_and_that_they_are_back(ticket, telegram):
    identity, now = ticket.customer.identities.get(), timezone.now() + timedelta(seconds=5)

    assert note_unreachable(identity, channel=telegram, reason="blocked", by=BY, at=now)
    assert not note_unreachable(identity, channel=telegram, reason="blocked", by=BY, at=now)
    assert len(cut_off_of(ticket.customer_id)) == 1
    assert note_reachable(identity, channel=telegram, by=BY, at=now + timedelta(seconds=1))

    assert cut_off_of(ticket.customer_id) == []
    kinds = Event.objects.filter(ticket_id=ticket.pk, kind__startswith="ticket.customer_").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "ticket.customer_unreachable",
        "ticket.customer_reachable",
    ]


def test_what_is_told_late_does_not_overrule_what_is_newer(ticket, telegram):
    identity, now = ticket.customer.identities.get(), timezone.now() + timedelta(seconds=5)
    note_reachable(identity, channel=telegram, by=BY, at=now)

    note_unreachable(identity, channel=telegram, reason="blocked", by=BY, at=now - timedelta(seconds=1))

    assert cut_off_of(ticket.customer_id) == []


def test_an_id_of_one_bot_is_no_way_through_another(ticket):
    a_channel(kind="telegram", name="Another bot")

    assert [way.channel.name for way in ways_to(ticket)] == ["Bot"]
