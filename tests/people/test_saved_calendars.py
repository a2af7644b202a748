from datetime import date

import pytest
from django.core.exceptions import ValidationError

from events import actors
from events.models import Event
from helpdesk.lib.faults import FaultyData
from people.actions.change_company import change_company, set_role_policy
from people.actions.save_calendar import change_calendar, create_calendar
from people.actions.save_holiday import (
    TakenOver,
    add_holiday,
    remove_holiday,
    take_over_national_holidays,
)
from people.models import Calendar, Company, RolePolicy
from people.refusals import Refused
from people.stale import StaleRow

pytestmark = pytest.mark.django_db

BY = actors.SYSTEM
HOURS = {"mon": [["09:00", "12:00"], ["13:00", "17:00"]]}


def an_office() -> Calendar:
    return create_calendar(by=BY, name="Office", hours=HOURS)


def times_told(calendar: Calendar) -> int:
    return Event.objects.filter(kind="calendar.changed", data__calendar=calendar.pk).count()


def test_hours_that_are_none_are_refused_with_what_is_wrong():
    with pytest.raises(FaultyData) as faulty:
        create_calendar(by=BY, name="Office", hours={"mon": [["17:00", "09:00"]]}, time_zone="Mars/Olympus")

    assert [fault.path for fault in faulty.value.faults] == ["hours.mon.0", "time_zone"]


def test_a_change_counts_the_version_up_and_is_told():
    calendar = an_office()

    assert change_calendar(calendar, by=BY, time_zone="Asia/Makassar") == ["time_zone"]
    assert change_calendar(calendar, by=BY, time_zone="Asia/Makassar") == []

    assert (calendar.version, times_told(calendar)) == (2, 2)


def test_what_somebody_else_changed_since_is_not_overwritten():
    calendar = an_office()
    change_calendar(calendar, by=BY, name="Main office", expected_version=1)

    with pytest.raises(StaleRow):
        change_calendar(calendar, by=BY, name="Office", expected_version=1)


def test_a_holiday_comes_and_goes():
    calendar = an_office()

    holiday = add_holiday(
        calendar, by=BY, on=date(2026, 12, 24), name="Malam Natal", hours=[["09:00", "12:00"]]
    )
    with pytest.raises(Refused, match="holiday_twice"):
        add_holiday(calendar, by=BY, on=date(2026, 12, 24), name="Again")
    remove_holiday(holiday, by=BY)

    assert not calendar.holidays.exists()
    assert (Calendar.objects.get().version, times_told(calendar)) == (3, 3)


def test_faulty_hours_of_a_holiday_are_refused():
    with pytest.raises(FaultyData):
        add_holiday(an_office(), by=BY, on=date(2026, 12, 24), name="Malam Natal", hours=[["25:00", "12:00"]])


def test_the_national_holidays_of_a_year_come_beside_ones_own():
    calendar = an_office()
    add_holiday(calendar, by=BY, on=date(2026, 8, 17), name="Kami buka", hours=[["09:00", "12:00"]])

    new = take_over_national_holidays(calendar, by=BY, year=2026).new

    assert new > 10
    assert calendar.holidays.get(on=date(2026, 8, 17)).name == "Kami buka"
    assert calendar.holidays.filter(is_national=True).count() == new
    assert take_over_national_holidays(calendar, by=BY, year=2026) == TakenOver(new=0, gone=0)


def test_the_company_is_born_by_its_first_change():
    assert set(change_company(by=BY, name="Nusa Living", ticket_prefix="NL")) == {"name", "ticket_prefix"}
    assert change_company(by=BY, name="Nusa Living", follow_up_days=3) == ["follow_up_days"]

    company = Company.current()
    assert (company.name, company.ticket_prefix, company.follow_up_days) == ("Nusa Living", "NL", 3)


def test_a_prefix_that_nobody_can_read_out_is_refused():
    with pytest.raises(ValidationError):
        change_company(by=BY, name="Nusa Living", ticket_prefix="n-1")


def test_a_role_may_have_to_sign_in_with_a_second_factor():
    assert set_role_policy("admin", by=BY, requires_totp=True)
    assert not set_role_policy("admin", by=BY, requires_totp=True)

    assert RolePolicy.objects.get().requires_totp
