"""Calls while we could not be reached: the provider lists them, and they are called back."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from channels_in.actions.note_missed_call import note_missed_call
from channels_in.fakes.server import Told
from channels_in.models import Connection
from channels_in.voice.missed import find_missed
from events import actors
from tests.builders import a_customer
from tests.channels_in.voice.calls import BUDI, RINA, Caller, go_on
from tests.together import at_once
from tickets.models import Call, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def looks(connection, provider):
    """What the sweep does every three minutes; it has looked once already."""

    def look() -> int:
        found = find_missed(Connection.objects.get(pk=connection.pk))
        go_on()
        return found

    look()
    return look


@pytest.fixture
def away(phone):
    """Whoever rings meanwhile hears that something is wrong."""
    exchange = phone.exchange

    def calls(*numbers: str) -> None:
        ours, exchange.ask = exchange.ask, lambda *request: None
        for number in numbers:
            exchange.forward(60)
            assert Caller(phone, number).hears("An application error has occurred.")
        exchange.ask = ours
        exchange.faults.clear()
        exchange.forward(60)

    return calls


def test_who_rang_meanwhile_is_to_be_called_back_once(phone, looks, away, sales):
    rang_at = phone.exchange.now + timedelta(seconds=60)
    away(BUDI)

    assert [looks(), looks()] == [1, 0]

    call, ticket = Call.objects.get(), Ticket.objects.get()
    assert (call.state, call.outcome, call.number) == ("ended", "missed", BUDI)
    assert (call.started_at, ticket.messages.get().sent_at) == (rang_at, rang_at)
    assert (ticket.team, ticket.caller_since) == (sales, None)
    assert [tag.name for tag in ticket.tags.all()] == ["call-back"]
    assert "could not be reached" in ticket.messages.get().text


def test_who_rang_several_times_has_one_ticket(phone, looks, away):
    away(BUDI, BUDI, RINA, "anonymous", "anonymous")

    assert looks() == 5

    by_ticket = sorted(ticket.calls.count() for ticket in Ticket.objects.all())
    assert by_ticket == [1, 1, 1, 2]
    assert Call.objects.filter(outcome="missed").count() == 5


def test_nor_if_several_workers_are_told_at_once(connection):
    a_customer(BUDI, kind="voice")
    told = {"number": BUDI, "language": "en", "by": actors.SYSTEM}
    told |= dict.fromkeys(("started_at", "ended_at", "at"), timezone.now())

    sids = [f"CA{n:032}" for n in range(6)]
    calls = at_once([partial(note_missed_call, connection.channel, provider_id=sid, **told) for sid in sids])

    assert [call.outcome for call in calls] == ["missed"] * 6
    assert Ticket.objects.get().calls.count() == 6


def test_what_reached_us_is_not_missed(phone, looks, budi):
    budi().presses("2").hangs_up()
    Caller(phone, RINA).hangs_up()
    tickets = Ticket.objects.count()

    assert looks() == 0
    assert (Call.objects.count(), Ticket.objects.count()) == (2, tickets)


def test_what_was_there_before_the_channel_is_not_ours(phone, connection, away):
    away(BUDI)
    phone.exchange.forward(3600)

    assert find_missed(connection) == 0
    assert find_missed(Connection.objects.get(pk=connection.pk)) == 0
    assert not Call.objects.exists()


def test_calls_of_a_number_that_is_answered_elsewhere_are_not_ours(provider, looks, away):
    provider.answered_at = "https://pbx.example/calls/"
    away(BUDI)

    assert looks() == 0
    assert not Call.objects.exists()


def test_while_the_provider_cannot_be_asked_nothing_is_lost(provider, connection, looks, away):
    away(BUDI)
    provider.moods.then(Told(status=500))

    assert looks() == 0
    assert "poll" in Connection.objects.get(pk=connection.pk).problems
    provider.phone.exchange.forward(7200)
    assert looks() == 1
    assert "poll" not in Connection.objects.get(pk=connection.pk).problems


def test_nobody_can_say_by_our_address_that_a_call_was_missed(client, connection):
    from tests.channels_in.voice.test_door import FORM, post

    assert post(client, connection, "missed/", FORM, token="the auth token").status_code == 404
