"""While nobody is free: where one stands, and how waiting ends."""

import pytest

from tests.channels_in.voice.calls import BUDI, OURS, RINA, Caller, an_agent_with_phone, go_on
from tickets.models import Call, QueueStay, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def abandoned() -> list[tuple[str, int | None]]:
    stays = QueueStay.objects.order_by("pk")
    return [(stay.state, stay.wait_seconds) for stay in stays]


def test_who_waits_hears_music_and_where_they_stand(phone, billing):
    first = Caller(phone, BUDI).presses("2")
    second = Caller(phone, RINA).presses("2")

    second.waits(15)

    assert first.hears("You are next in line.")
    assert second.hears("You are number 2 in line.")
    assert second.hears("♪")
    first.hangs_up()
    second.waits(15)
    assert second.hears("You are next in line.")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("times", [1, 2])
def test_who_hangs_up_waiting_is_to_be_called_back_once(phone, budi, billing, order, times):
    caller = budi().presses("2")
    caller.waits(42)
    phone.exchange.holds_notices = True
    phone.exchange.tells_hang_up = False
    left = f"{phone.exchange.hook}call/left/{QueueStay.objects.get().pk}/"
    caller.hangs_up()
    result = {**phone.exchange.about(caller.line), "QueueResult": "hangup", "QueueTime": "42"}
    notices = [(left, result), *phone.exchange.held]

    phone.exchange.deliver([notices[place] for place in order for _ in range(times)])
    go_on()

    assert abandoned() == [("abandoned", 42)]
    call, ticket = Call.objects.get(), Ticket.objects.get()
    assert (call.state, call.outcome) == ("ended", "abandoned")
    assert (ticket.team, ticket.assignee, ticket.caller_since) == (billing, None, None)
    assert [tag.name for tag in ticket.tags.all()] == ["call-back"]


@pytest.mark.parametrize("lost", ["ended/", "call/left/"])
def test_one_of_two_notices_is_enough(phone, budi, lost):
    caller = budi().presses("2").waits(42)
    phone.exchange.loses = {lost}

    caller.hangs_up()

    assert abandoned() == [("abandoned", 42)]
    assert Ticket.objects.get().tags.filter(name="call-back").exists()


def test_a_wait_that_is_too_long_ends_in_a_choice(phone, budi, connection):
    connection.options["max_wait_minutes"] = 1
    connection.save()
    caller = budi().presses("2")

    caller.waits(90)

    assert caller.hears("Nobody is free at the moment.")
    assert caller.hears("To leave a message, press 2.")
    assert abandoned()[0][0] == "left"


@pytest.mark.parametrize("result", ["queue-full", "error", "something-new"])
def test_a_queue_that_fails_offers_a_voicemail(phone, budi, result):
    caller = budi().presses("2")
    stay = QueueStay.objects.get()
    form = {**phone.exchange.about(caller.line), "QueueResult": result}

    phone.exchange.deliver([(f"{phone.exchange.hook}call/left/{stay.pk}/", form)])

    assert abandoned()[0][0] == "left"
    assert Call.objects.get().state == "waiting"


def test_a_failure_of_the_queue_after_the_call_is_over_is_a_hang_up(phone, budi):
    caller = budi().presses("2")
    stay = QueueStay.objects.get()
    form = {**phone.exchange.about(caller.line), "QueueResult": "system-error", "CallStatus": "completed"}

    phone.exchange.deliver([(f"{phone.exchange.hook}call/left/{stay.pk}/", form)])

    assert abandoned() == [("abandoned", 0)]
    assert Call.objects.get().outcome == "abandoned"


@pytest.mark.parametrize("nonsense", ["abc", "-5", "1000000000000", ""])
def test_nonsense_about_the_queue_is_survived(phone, budi, nonsense):
    caller = budi().presses("2")
    stay = QueueStay.objects.get()
    more = {"QueuePosition": nonsense, "QueueTime": nonsense, "AvgQueueTime": nonsense}

    verbs = phone.exchange.request(
        caller.line, f"{phone.exchange.hook}call/wait/{stay.pk}/", more, waits=True
    )

    assert [verb.tag for verb in verbs] == ["Gather"]


def test_waiting_writes_no_receipts(phone, budi):
    from channels_in.models import Receipt

    caller = budi().presses("2")
    before = Receipt.objects.count()

    caller.waits(300)

    assert Receipt.objects.count() == before


def test_an_agent_who_comes_gets_the_caller_at_once(phone, budi, billing):
    caller = budi().presses("2").waits(30)
    rani = an_agent_with_phone(billing)
    go_on()

    assert phone.ringing(rani.phone)
    assert caller.line.called == OURS


def test_calls_whose_notices_are_lost_are_found_to_be_over(phone, budi):
    from datetime import timedelta

    from channels_in.voice.watch import look_after_calls

    caller = budi().presses("2").waits(30)
    phone.exchange.loses = {"ended/", "call/left/"}
    caller.hangs_up()
    assert Call.objects.get().is_live
    Call.objects.update(last_seen_at=phone.exchange.now - timedelta(minutes=3))

    assert look_after_calls() == 1

    assert abandoned() == [("abandoned", 30)]
