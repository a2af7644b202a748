"""Promises to call back: booked inside opening hours, kept, tried again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from channels_in.actions.book_call_back import book_call_back
from channels_in.actions.call_back_due import call_back_due
from channels_in.models import CallBack, CallBackTry
from channels_in.voice.hours import slots
from events import actors
from people.models import Holiday
from tests.builders import a_supervisor, office_hours
from tests.channels_in.voice.calls import BUDI, an_agent_with_phone, go_on, picks_up
from tickets.models import Call, Notification, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def friday_afternoon(phone, connection):
    """10 minutes before closing, on a Friday."""
    connection.channel.calendar = office_hours()
    connection.channel.save()
    connection.options["slot_minutes"] = 15
    connection.save()
    phone.exchange.now = datetime(2026, 11, 20, 16, 50, tzinfo=JAKARTA)


def test_a_call_back_is_offered_within_opening_hours_only(phone, connection, friday_afternoon):
    found = slots(connection.channel, after=phone.exchange.now, minutes=15, most=3)

    starts = [slot.starts_at.astimezone(JAKARTA) for slot in found]
    assert [f"{start:%a %H:%M}" for start in starts] == ["Mon 09:00", "Mon 09:15", "Mon 09:30"]


def test_a_caller_books_a_time_on_their_own_number(phone, budi, friday_afternoon):
    caller = budi().presses("2").waits(3)
    caller.presses("1")
    assert caller.hears("When shall we call you?")
    caller.presses("2").presses("#")

    assert caller.hears("We will call you")
    booked = CallBack.objects.get()
    assert (booked.number, f"{booked.starts_at.astimezone(JAKARTA):%a %H:%M}") == (BUDI, "Mon 09:15")
    assert Ticket.objects.get().caller_since is None
    go_on()
    assert Call.objects.get().outcome == "call_back"


def test_at_night_callers_hear_so_and_book(phone, budi, friday_afternoon):
    phone.exchange.now += timedelta(hours=5)
    caller = budi()
    assert caller.hears("We are closed now.")

    caller.presses("1").presses("1").presses("#")

    assert CallBack.objects.get().ticket == Ticket.objects.get()


def test_who_hides_their_number_has_to_type_one(phone, budi):
    caller = budi("anonymous").presses("2").waits(3)
    caller.presses("1").presses("1").presses("#")
    assert caller.hears("That could not be understood.")

    caller.presses("081234567890#")

    assert CallBack.objects.get().number == "+6281234567890"


@pytest.mark.parametrize("typed", ["0014155552671", "08091234567"], ids=["abroad", "earns by it"])
def test_not_every_number_is_called_back(phone, budi, typed):
    caller = budi().presses("2").waits(3)
    caller.presses("1").presses("1").presses(f"{typed}#")

    assert caller.hears("That could not be understood.")
    assert not CallBack.objects.exists()


@pytest.fixture
def promised(phone, budi, connection, billing):
    """Somebody who hung up is to be called back from now on, for half an hour."""
    budi().presses("2").hangs_up()
    now = phone.exchange.now
    return book_call_back(
        Ticket.objects.get(),
        channel=connection.channel,
        number=BUDI,
        starts_at=now,
        ends_at=now + timedelta(minutes=30),
        language="en",
        by=actors.SYSTEM,
    )


def due(phone, promised) -> None:
    """Its time has come, whatever that is."""
    promised.refresh_from_db()
    phone.exchange.now = max(phone.exchange.now, promised.starts_at)
    call_back_due(promised, at=phone.exchange.now)
    go_on()
    phone.exchange.settle()


def test_it_is_tried_three_times_and_then_told(phone, promised, billing):
    rani = an_agent_with_phone(billing)
    phone.exchange.habits[BUDI] = "no-answer"
    for number in (1, 2, 3):
        due(phone, promised)
        picks_up(phone, rani)
        promised.refresh_from_db()
        assert promised.tries == number

    assert promised.status == "exhausted"
    assert [one.result for one in CallBackTry.objects.order_by("number")] == ["no-answer"] * 3
    assert len(phone.on(BUDI)) == 3
    assert not Ticket.objects.get().caller_since


def test_who_is_reached_is_not_called_again(phone, promised, billing):
    rani = an_agent_with_phone(billing)
    due(phone, promised)
    line = picks_up(phone, rani)
    customer = phone.ringing(BUDI)
    assert customer is not None
    phone.answer(customer)
    phone.exchange.forward(40)
    phone.hang_up(line)
    go_on()

    promised.refresh_from_db()
    assert promised.status == "reached"
    call = Call.objects.get(direction="outbound")
    assert (call.outcome, call.talk_seconds, call.agent) == ("answered", 40, rani)


def test_an_agent_who_does_not_pick_up_is_no_try(phone, promised, billing):
    first = an_agent_with_phone(billing)
    phone.exchange.habits[first.phone] = "busy"
    due(phone, promised)

    promised.refresh_from_db()
    assert (promised.status, promised.tries) == ("due", 0)
    assert not phone.on(BUDI)


def test_a_window_in_which_nobody_could_call_is_told_and_promised_anew(phone, promised, billing):
    leads = a_supervisor(billing)
    phone.exchange.now += timedelta(hours=1)

    call_back_due(promised, at=phone.exchange.now)
    call_back_due(CallBack.objects.get(), at=phone.exchange.now)

    promised.refresh_from_db()
    assert (promised.status, promised.missed) in {("booked", 1)} or promised.starts_at > phone.exchange.now
    assert Notification.objects.filter(agent=leads, kind="call_back").count() == 1
    assert not phone.on(BUDI)


@pytest.mark.parametrize(("zone", "opens"), [("Asia/Jakarta", "09:00"), ("Asia/Makassar", "08:00")])
def test_times_are_those_of_the_office_and_holidays_are_passed_over(
    connection, friday_afternoon, zone, opens
):
    calendar = connection.channel.calendar
    calendar.time_zone = zone
    calendar.save()
    Holiday.objects.create(calendar=calendar, on=date(2026, 11, 23), name="Libur")

    found = slots(connection.channel, after=datetime(2026, 11, 20, 17, tzinfo=JAKARTA), minutes=15, most=1)

    assert f"{found[0].starts_at.astimezone(JAKARTA):%a %H:%M}" == f"Tue {opens}"
