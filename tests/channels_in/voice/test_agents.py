"""Agents' telephones: whose rings, and who takes the call."""

import pytest

from channels_in.models import Leg
from tests.builders import a_channel, a_ticket
from tests.channels_in.voice.calls import BUDI, RINA, Caller, an_agent_with_phone, go_on, picks_up, presence
from tickets.models import Call, QueueStay, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("habit", ["voicemail", "busy", "no-answer", "failed"])
def test_who_does_not_answer_in_person_gets_no_caller_and_the_next_is_rung(phone, budi, billing, habit):
    first = an_agent_with_phone(billing)
    phone.exchange.habits[first.phone] = habit
    caller = budi().presses("2")
    second = an_agent_with_phone(billing)

    caller.waits(10)
    caller.waits(20)

    assert not phone.ringing(first.phone)
    picks_up(phone, second)
    assert QueueStay.objects.get().agent == second
    assert presence(first) == "available"


def test_who_presses_another_key_has_not_taken_the_caller(phone, budi, billing):
    first = an_agent_with_phone(billing)
    budi().presses("2")
    second = an_agent_with_phone(billing)

    picks_up(phone, first, keys="2")

    assert presence(first) == "available"
    assert QueueStay.objects.get().state == "waiting"
    picks_up(phone, second)
    assert QueueStay.objects.get().agent == second


def test_of_two_who_press_1_one_gets_the_caller(phone, budi, billing):
    first = an_agent_with_phone(billing)
    budi().presses("2")
    line = phone.ringing(first.phone)
    phone.answer(line)
    second = an_agent_with_phone(billing)
    other = Leg.objects.create(
        channel=Leg.objects.get().channel,
        agent=second,
        number=second.phone,
        stay=QueueStay.objects.get(),
        created_at=phone.exchange.now,
    )
    theirs = phone.rings(
        called=second.phone,
        caller=phone.exchange.number,
        direction="outbound-api",
        url=f"{phone.exchange.hook}leg/{other.pk}/whisper/",
    )
    phone.exchange.settle()
    phone.answer(theirs)

    phone.press(line, "1")
    phone.press(theirs, "1")
    go_on()

    assert line.last_heard == "(connected)"
    assert theirs.has_heard("no longer waiting")
    assert QueueStay.objects.get().agent == first
    assert presence(second) == "available"


def test_a_caller_who_hangs_up_during_the_whisper_frees_the_agent(phone, budi, billing):
    rani = an_agent_with_phone(billing)
    caller = budi().presses("2")
    line = phone.ringing(rani.phone)
    phone.answer(line)

    caller.hangs_up()
    phone.press(line, "1")
    go_on()

    assert QueueStay.objects.get().state == "abandoned"
    assert presence(rani) == "available"
    assert Call.objects.get().outcome == "abandoned"


def test_who_has_no_telephone_is_not_given_a_caller(phone, budi, billing):
    an_agent_with_phone(billing, phone="")

    budi().presses("2")

    assert Ticket.objects.get().assignee is None


def test_who_talks_is_given_nothing_else(phone, billing):
    rani = an_agent_with_phone(billing)
    caller = Caller(phone, BUDI).presses("2")
    picks_up(phone, rani)

    Caller(phone, RINA).presses("2")

    assert presence(rani) == "busy"
    assert Ticket.objects.order_by("pk").last().assignee is None
    caller.hangs_up()
    go_on()
    assert phone.ringing(rani.phone)


def test_who_talks_is_given_no_chat(phone, billing):
    rani = an_agent_with_phone(billing)
    caller = Caller(phone, BUDI).presses("2")
    picks_up(phone, rani)

    chat = a_ticket(channel=a_channel(kind="whatsapp", team=billing), team=billing)
    go_on()

    chat.refresh_from_db()
    assert chat.assignee is None
    caller.hangs_up()
    go_on()
    chat.refresh_from_db()
    assert chat.assignee == rani
