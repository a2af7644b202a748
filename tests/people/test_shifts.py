"""When agents are to work: their week by their own clock, and the days that differ."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from helpdesk.lib.faults import FaultyData
from people.actions.save_shift import set_shift
from people.actions.save_shift_day import remove_shift_day, set_shift_day
from people.models import Shift
from people.refusals import Refused
from people.shifts import on_shift, on_shift_at, weeks_of
from people.stale import StaleRow
from tests.builders import an_agent

pytestmark = pytest.mark.django_db

DAYTIME = {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "tue": [["09:00", "17:00"]]}
MONDAY = date(2026, 11, 23)


def week_of(agent):
    return weeks_of([agent.pk]).get(agent.pk)


def at(text):
    """A moment of that Monday and on, by the clock of Jakarta."""
    return datetime.fromisoformat(f"{text}+07:00").astimezone(UTC)


def works(agent, hours=DAYTIME):
    set_shift(agent, hours=hours, by=actors.SYSTEM)
    return agent


@pytest.mark.parametrize(
    ("moment", "is_on"),
    [
        pytest.param("2026-11-23T08:59", False, id="before it begins"),
        pytest.param("2026-11-23T09:00", True, id="as it begins"),
        pytest.param("2026-11-23T12:30", False, id="in the break between two blocks"),
        pytest.param("2026-11-23T17:00", False, id="as it ends"),
        pytest.param("2026-11-25T10:00", False, id="on a day without hours"),
    ],
)
def test_an_agent_is_on_shift_by_their_own_clock(moment, is_on):
    agent = works(an_agent(time_zone="Asia/Jakarta"))

    assert on_shift(week_of(agent), at(moment)) is is_on


def test_the_same_hours_in_another_zone_are_other_hours():
    agent = works(an_agent(time_zone="Asia/Jayapura"))

    assert on_shift(week_of(agent), at("2026-11-23T07:00"))
    assert not on_shift(week_of(agent), at("2026-11-23T16:00"))


def test_of_whom_nobody_has_said_when_they_work_they_work_at_any_time():
    agent = an_agent()

    assert week_of(agent) is None and on_shift(None, timezone.now())


def test_a_night_goes_on_the_next_day():
    agent = works(an_agent(), {"mon": [["22:00", "24:00"]], "tue": [["00:00", "06:00"]]})

    assert [
        on_shift(week_of(agent), at(f"2026-11-{one}")) for one in ("23T23:59", "24T00:00", "24T06:00")
    ] == [
        True,
        True,
        False,
    ]


def test_on_a_day_that_differs_those_hours_count():
    agent = works(an_agent())
    set_shift_day(agent, on=MONDAY, hours=[["15:00", "20:00"]], by=actors.SYSTEM)
    set_shift_day(agent, on=MONDAY + timedelta(days=1), hours=[], reason="Cuti", by=actors.SYSTEM)

    moments = ("2026-11-23T10:00", "2026-11-23T19:00", "2026-11-24T10:00", "2026-11-30T10:00")
    assert [on_shift(week_of(agent), at(moment)) for moment in moments] == [False, True, False, True]


def test_who_has_no_usual_week_can_still_have_a_day_off():
    agent = an_agent()
    set_shift_day(agent, on=MONDAY, hours=[], by=actors.SYSTEM)

    assert not on_shift(week_of(agent), at("2026-11-23T10:00"))
    assert on_shift(week_of(agent), at("2026-11-24T03:00"))


def test_a_day_that_is_taken_back_is_as_any_other():
    agent = works(an_agent())
    day = set_shift_day(agent, on=MONDAY, hours=[], by=actors.SYSTEM)

    remove_shift_day(day, by=actors.SYSTEM)

    assert on_shift(week_of(agent), at("2026-11-23T10:00"))


def test_who_works_at_a_moment_is_told_of_many_in_three_queries(django_assert_max_num_queries):
    works(early := an_agent(), {"mon": [["06:00", "10:00"]]})
    works(late := an_agent(), {"mon": [["14:00", "22:00"]]})
    free = an_agent()

    with django_assert_max_num_queries(3):
        assert on_shift_at([early.pk, late.pk, free.pk], at("2026-11-23T07:00")) == {early.pk, free.pk}


def test_hours_that_nobody_can_read_keep_nobody_from_work():
    agent = works(an_agent())
    Shift.objects.filter(agent=agent).update(hours={"mon": [["9 o'clock", "late"]]})

    assert on_shift(week_of(agent), timezone.now())


def test_faulty_hours_are_refused():
    with pytest.raises(FaultyData):
        works(an_agent(), {"mon": [["12:00", "09:00"]]})


def test_a_day_of_another_year_is_a_slip():
    with pytest.raises(Refused, match="day_too_far"):
        set_shift_day(an_agent(), on=date(2062, 1, 1), hours=[], by=actors.SYSTEM)


def test_a_week_that_somebody_else_has_changed_is_not_overwritten():
    agent = works(an_agent())

    with pytest.raises(StaleRow):
        set_shift(agent, hours={}, by=actors.SYSTEM, expected_version=0)


def test_what_changed_nothing_is_no_event():
    agent = works(an_agent())
    told = Event.objects.filter(kind="agent.changed", data__fields=["shift"])

    assert told.count() == 1
    works(agent)
    assert told.count() == 1
