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

    kept = page.partition("<table")[2]  # what is offered stands before it
    assert kept.count("Date not fixed yet") == calendar.holidays.filter(is_estimated=True).count() > 0
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


def test_days_are_chosen_from_the_list_of_a_year(admin, calendar):
    url = reverse("settings:national-holidays", args=[calendar.pk])
    admin.post(url, {"year": 2026, "chooses": "1", "day": ["2026-03-21", "2026-12-24", "2026-12-25"]})

    admin.post(url, {"year": 2026, "chooses": "1", "day": ["2026-12-25"]})

    assert [one.on.isoformat() for one in calendar.holidays.all()] == ["2026-12-25"]


def test_several_days_are_entered_in_one_go(admin, calendar):
    url = reverse("settings:several-holidays", args=[calendar.pk])
    lines = "2026-12-24 Malam Natal\n28/12/2026 - 2026-12-30 Stok opname\n\n2026-12-24 Again"

    admin.post(url, {"days": lines})

    assert [(one.on.isoformat(), one.name) for one in calendar.holidays.order_by("on")] == [
        ("2026-12-24", "Again"),
        *((f"2026-12-{day}", "Stok opname") for day in (28, 29, 30)),
    ]


@pytest.mark.parametrize(
    "line",
    ["tomorrow Libur", "2026-13-01 Libur", "2026-12-30 - 2026-12-24 Libur", "2026-12-24", "3026-01-01 X"],
)
def test_a_line_that_is_no_day_is_refused_and_nothing_is_entered(admin, calendar, line):
    answer = admin.post(
        reverse("settings:several-holidays", args=[calendar.pk]), {"days": f"2026-12-31 Libur\n{line}"}
    )

    assert answer.status_code == 422
    assert not calendar.holidays.exists()
