"""Notices that are lost or late, and a provider that is busy: talks are counted, nobody is rung twice."""

import pytest

from channels_in.fakes.server import Told, as_json
from channels_in.models import CallOrder, Leg
from tests.channels_in.voice.calls import an_agent_with_phone, go_on, picks_up, presence
from tests.passing import make_due
from tickets.models import Call, QueueStay, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("late", ["ringing", "in-progress"])
def test_what_a_leg_did_before_it_ended_changes_nothing_any_more(phone, budi, billing, late):
    rani = an_agent_with_phone(billing)
    budi().presses("2")
    line, leg = phone.ringing(rani.phone), Leg.objects.get()
    phone.exchange.loses = {"/status/"}
    phone.refuse(line)
    phone.exchange.loses = set()
    told = {**phone.exchange.about(line), "SequenceNumber": "3"}
    url = f"{phone.exchange.hook}leg/{leg.pk}/status/"

    phone.exchange.deliver([(url, told), (url, {**told, "CallStatus": late, "SequenceNumber": "1"})])
    go_on()

    leg.refresh_from_db()
    assert (leg.state, presence(rani)) == ("missed", "available")


@pytest.mark.parametrize("lost", ["bridge/", "dialled/", "left/"])
@pytest.mark.parametrize("misspells", [True, False])
def test_a_talk_is_counted_though_one_notice_is_lost(phone, budi, billing, connection, lost, misspells):
    connection.options["ring_seconds"] = 60
    connection.save()
    rani = an_agent_with_phone(billing)
    phone.exchange.misspells = misspells
    caller = budi().presses("2")
    phone.exchange.forward(30)
    phone.exchange.loses = {lost}
    picks_up(phone, rani)
    phone.exchange.forward(120)
    caller.hangs_up()
    go_on()

    stay = QueueStay.objects.get()
    assert (stay.state, stay.wait_seconds, stay.talk_seconds, stay.agent) == ("ended", 30, 120, rani)
    assert Call.objects.get().outcome == "answered"
    assert presence(rani) == "available"


def test_an_order_of_which_nothing_is_known_rings_nobody_twice(provider, phone, budi, billing):
    rani = an_agent_with_phone(billing)
    provider.creates_anyway = True
    provider.moods.then(Told(cut=True))

    budi().presses("2")
    picks_up(phone, rani)

    assert len(phone.exchange.placed) == 1
    assert QueueStay.objects.get().agent == rani


def test_a_provider_that_is_busy_is_asked_again(provider, phone, budi, billing):
    rani = an_agent_with_phone(billing)
    provider.moods.then(as_json({"code": 20429}, status=429))
    budi().presses("2")
    make_due(CallOrder)
    go_on()

    assert len(phone.exchange.placed) == 1
    assert phone.ringing(rani.phone)


@pytest.mark.parametrize("code", [21211, 21210])
def test_a_number_that_cannot_be_rung_is_given_up(provider, phone, budi, billing, code):
    rani = an_agent_with_phone(billing)
    provider.refuses[rani.phone] = code

    budi().presses("2")

    assert Leg.objects.order_by("pk").first().state == "failed"
    assert presence(rani) == "available"
    assert Ticket.objects.get().unassigned_reason == "nobody_available"
