"""Indonesia's holidays are taken over by a button; taken over again they are corrected."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from events.actors import SYSTEM
from people.actions.save_holiday import add_holiday, take_over_national_holidays
from people.holidays import indonesian_holidays
from people.models import Holiday
from tests.builders import an_admin, office_hours

pytestmark = pytest.mark.django_db
MERDEKA = date(2026, 8, 17)


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.fixture
def calendar():
    return office_hours()


def takes_over(admin, calendar, year: int) -> str:
    url = reverse("settings:national-holidays", args=[calendar.pk])
    return admin.post(url, {"year": year, "with_joint_leave": "1"}, follow=True).content.decode()


def test_a_day_that_moved_moves_here_too(admin, calendar):
    takes_over(admin, calendar, 2026)
    real = calendar.holidays.get(on=MERDEKA)
    Holiday.objects.filter(pk=real.pk).update(on=date(2026, 11, 3), is_estimated=True)

    page = takes_over(admin, calendar, 2026)

    assert "1 day added" in page
    assert "1 day is no holiday any more" in page
    assert not calendar.holidays.filter(on=date(2026, 11, 3)).exists()
    assert calendar.holidays.get(on=real.on).name == real.name


def test_a_day_that_was_estimated_is_confirmed(admin, calendar):
    takes_over(admin, calendar, 2026)
    calendar.holidays.filter(on=MERDEKA).update(is_estimated=True)

    takes_over(admin, calendar, 2026)

    assert not calendar.holidays.filter(is_estimated=True).exists()


def test_what_people_entered_stays(admin, calendar):
    add_holiday(calendar, by=SYSTEM, on=date(2026, 11, 3), name="Ulang tahun toko")
    add_holiday(calendar, by=SYSTEM, on=MERDEKA, name="Kami buka", hours=[["09:00", "12:00"]])

    takes_over(admin, calendar, 2026)
    takes_over(admin, calendar, 2026)

    assert calendar.holidays.get(on=date(2026, 11, 3)).name == "Ulang tahun toko"
    assert calendar.holidays.get(on=MERDEKA).name == "Kami buka"


def test_joint_leave_that_was_taken_over_stays_when_only_holidays_are_asked_for(calendar):
    take_over_national_holidays(calendar, by=SYSTEM, year=2026)

    again = take_over_national_holidays(calendar, by=SYSTEM, year=2026, with_joint_leave=False)

    assert (again.new, again.gone) == (0, 0)
    assert calendar.holidays.count() == len(indonesian_holidays(2026))


def test_a_date_that_is_not_fixed_yet_is_shown_as_such_and_so_is_a_missing_decree(admin, calendar):
    page = takes_over(admin, calendar, 2035)

    assert page.count("Date not fixed yet") == calendar.holidays.filter(is_estimated=True).count() > 0
    assert "The joint leave of 2035 is not decided yet." in page
    assert "is not decided yet" not in takes_over(admin, calendar, 2026)


def test_a_file_keeps_what_is_national_and_what_is_estimated(calendar, tmp_path):
    take_over_national_holidays(calendar, by=SYSTEM, year=2035)
    file, fields = str(tmp_path / "company.yaml"), ("on", "name", "is_national", "is_estimated")
    call_command("config", "export", file)
    before = list(calendar.holidays.values_list(*fields))
    calendar.holidays.all().delete()

    call_command("config", "apply", file)

    assert list(calendar.holidays.values_list(*fields)) == before
