"""While nobody is free: where one stands, and how waiting ends."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from channels_in.models import CallBack, Receipt
from channels_in.voice.fake.queue import standing
from events import actors
from people.actions.set_presence import choose_presence
from tests.builders import office_hours
from tests.channels_in.voice.calls import (
    BUDI,
    OURS,
    RINA,
    Caller,
    abandoned,
    an_agent_with_phone,
    go_on,
    picks_up,
)
from tickets.actions.transfer import transfer
from tickets.models import Call, QueueStay, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


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


@pytest.mark.parametrize(
    ("language", "place", "wait"),
    [
        ("en", "You are number 2 in line.", "The wait is about 2 minutes."),
        ("id", "Anda nomor 2 dalam antrean.", "Waktu tunggu sekitar 2 menit."),
    ],
)
def test_they_hear_their_place_and_how_long_others_waited(phone, billing, connection, language, place, wait):
    connection.channel.language = language
    connection.channel.save()
    rani = an_agent_with_phone(billing)
    choose_presence(rani, "away")
    former = Caller(phone, "+6281200000009").presses("2").waits(90)
    choose_presence(rani, "available")
    go_on()
    picks_up(phone, rani)
    choose_presence(rani, "away")
    former.hangs_up()
    Caller(phone, BUDI).presses("2")

    second = Caller(phone, RINA).presses("2")

    assert second.hears(place)
    assert second.hears(wait)


def test_when_it_closes_nobody_is_left_in_line(phone, budi, connection):
    connection.channel.calendar = office_hours()
    connection.channel.save()
    phone.exchange.now = datetime(2026, 11, 20, 16, 58, tzinfo=ZoneInfo("Asia/Jakarta"))
    caller = budi().presses("2").waits(30)
    assert not caller.hears("We are closed now.")

    caller.waits(80)
    for _ in range(10):
        if not caller.hears("We are closed now."):
            caller.waits(3)

    assert caller.hears("We are closed now.")
    assert caller.hears("To be called back instead, press 1.")
    assert abandoned()[0][0] == "left"
    assert not QueueStay.objects.filter(state="waiting").exists()
    caller.presses("1").presses("1").presses("#")
    assert CallBack.objects.get().ticket == Ticket.objects.get()


def test_who_waits_goes_along_when_their_ticket_is_given_to_another_department(phone, budi, billing, sales):
    rani = an_agent_with_phone(billing)
    caller = budi().presses("2")
    rings = phone.ringing(rani.phone)
    phone.exchange.forward(10)

    transfer(Ticket.objects.get(), to=sales, by=actors.SYSTEM, at=phone.exchange.now)
    go_on()
    phone.exchange.settle()
    go_on()

    assert not rings.is_live
    first, second = QueueStay.objects.order_by("pk")
    assert (first.state, first.wait_seconds, second.state, second.team) == ("moved", 10, "waiting", sales)
    assert caller.hears("We are connecting you with Sales.")
    dimas = an_agent_with_phone(sales)
    go_on()
    phone.exchange.forward(20)
    picks_up(phone, dimas)
    assert caller.line.last_heard == "(connected)"
    assert Call.objects.get().wait_seconds == 30
    assert Ticket.objects.get().assignee == dimas


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


def test_a_wait_that_is_too_long_ends_in_a_choice(phone, budi, connection):
    connection.options["max_wait_minutes"] = 1
    connection.save()
    caller = budi().presses("2")

    caller.waits(90)

    assert caller.hears("Nobody is free at the moment.")
    assert caller.hears("To leave a message, press 2.")
    assert abandoned()[0][0] == "left"


def test_many_who_wait_write_no_receipts_and_each_costs_the_same(phone):
    lines = [phone.call(f"+62813{n:08}") for n in range(20)]
    for line in lines:
        phone.press(line, "2")
    before = Receipt.objects.count()

    costs = [cost_of_waiting_on(phone, line) for line in lines]

    assert Receipt.objects.count() == before
    assert len(set(costs)) == 1
    assert costs[0] <= 15


def cost_of_waiting_on(phone, line) -> int:
    with CaptureQueriesContext(database) as asked:
        phone.exchange.request(line, line.enqueue.get("waitUrl"), standing(phone, line), waits=True)
    return len(asked)


def test_an_agent_who_comes_gets_the_caller_at_once(phone, budi, billing):
    caller = budi().presses("2").waits(30)
    rani = an_agent_with_phone(billing)
    go_on()

    assert phone.ringing(rani.phone)
    assert caller.line.called == OURS
