"""The queue fails, notices are lost or nonsense: callers are looked after all the same."""

import pytest

from tests.channels_in.broken_storage import refusing
from tests.channels_in.voice.calls import abandoned
from tickets.models import Call, QueueStay, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("lost", ["ended/", "call/left/"])
def test_one_of_two_notices_is_enough(phone, budi, lost):
    caller = budi().presses("2").waits(42)
    phone.exchange.loses = {lost}

    caller.hangs_up()

    assert abandoned() == [("abandoned", 42)]
    assert Ticket.objects.get().tags.filter(name="call-back").exists()


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


def test_while_nothing_can_be_written_down_the_call_goes_on_where_it_was(phone, budi, billing):
    caller = budi()

    with refusing("channels_in_receipt"):
        caller.presses("2")
    assert caller.line.is_live
    assert not Ticket.objects.exists()
    assert sum("For sales" in one for one in caller.line.heard) == 2

    caller.presses("2")
    assert Ticket.objects.get().team == billing


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
