"""Opening hours that somebody spoiled come back with their days that differ."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from events import actors
from events.models import Event
from people.actions.save_calendar import change_calendar
from people.actions.save_holiday import add_holiday, add_holidays, remove_holiday, take_over_national_holidays
from people.models import Calendar, Former, Holiday
from routing.other_hours import as_typed
from tests.builders import an_admin, office_hours

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def admin(client):
    client.force_login(an_admin(name="Dewi"))
    return client


def page_of(calendar, former=None):
    page = reverse("settings:calendar", args=[calendar.pk])
    return f"{page}?former={former}" if former else page


def shown_as_typed(answer):
    form = answer.context["form"]
    fields = {name: form.fields[name].prepare_value(form[name].value()) for name in form.fields}
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def test_spoiled_hours_come_back_with_their_days(admin):
    calendar = office_hours(name="Shop")
    add_holiday(calendar, by=actors.SYSTEM, on=NEW_YEAR, name="Tahun Baru", name_en="New Year")
    remove_holiday(Holiday.objects.get(), by=actors.SYSTEM)
    with_the_day = Former.objects.first()
    hours = Calendar.objects.get().hours
    admin.post(page_of(calendar), shown_as_typed(admin.get(page_of(calendar))) | {"mon": "10:00-11:00"})

    page = admin.get(page_of(calendar, with_the_day.pk))
    assert "1 day that differs comes back." in page.content.decode()
    assert not Holiday.objects.exists()  # looking changes nothing
    events = Event.objects.filter(kind="calendar.changed").count()
    admin.post(page_of(calendar), shown_as_typed(page))

    assert Calendar.objects.get().hours == hours
    day = Holiday.objects.get()
    assert (day.on, day.name, day.name_en) == (NEW_YEAR, "Tahun Baru", "New Year")
    assert Event.objects.filter(kind="calendar.changed").count() == events + 1


def test_after_saving_there_is_a_way_back(admin):
    calendar = office_hours(name="Shop")
    typed = shown_as_typed(admin.get(page_of(calendar))) | {"mon": "10:00-11:00"}

    said = admin.post(page_of(calendar), typed, follow=True).content.decode()

    assert page_of(calendar, Former.objects.get().pk) in said
    assert "changed: Opening hours" in said


def test_every_change_of_days_keeps_how_it_was():
    calendar = office_hours()
    take_over_national_holidays(calendar, by=actors.SYSTEM, year=2026)
    take_over_national_holidays(calendar, by=actors.SYSTEM, year=2026)  # nothing new
    add_holidays(calendar, by=actors.SYSTEM, days={NEW_YEAR: "Tahun Baru"})
    add_holidays(calendar, by=actors.SYSTEM, days={NEW_YEAR: "Tahun Baru"})  # nothing new

    after, before = Former.objects.all()

    assert before.said["days"] == {}
    assert len(after.said["days"]) == Holiday.objects.count() - 1


def test_days_alone_come_back_and_count_as_a_change():
    calendar = office_hours()
    add_holiday(calendar, by=actors.SYSTEM, on=NEW_YEAR, name="Tahun Baru")
    version, none = calendar.version, Former.objects.get()

    assert change_calendar(calendar, by=actors.SYSTEM, days_as=none.said) == ["days"]

    assert not Holiday.objects.exists()
    assert Calendar.objects.get().version == version + 1


def test_what_bringing_days_back_moves_is_counted_with_them(admin):
    """The preview takes the days of then, not those of now."""
    calendar = office_hours(name="Shop")
    add_holiday(calendar, by=actors.SYSTEM, on=NEW_YEAR, name="Tahun Baru")
    page = admin.get(page_of(calendar, Former.objects.get().pk))
    typed = QueryDict(mutable=True)
    typed.update(shown_as_typed(page))

    assert not as_typed(calendar, typed).holidays
