from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import actors
from people.actions.save_calendar import change_calendar, create_calendar
from people.actions.save_holiday import (
    TakenOver,
    add_holiday,
    add_holidays,
    remove_holiday,
    take_over_national_holidays,
)
from people.former import former_of, formers_of
from people.former_calendars import WORDS, days_moved, typed_again
from people.forms.calendars import (
    CalendarForm,
    HolidayForm,
    NewCalendarForm,
    of_calendar,
    years,
)
from people.forms.holidays import HolidayListForm, YearForm
from people.forms.zones import OURS
from people.holidays import indonesian_holidays, joint_leave_is_known
from people.models import Calendar, Company, Former, Holiday
from people.settings_page import do, edit, saved_words
from people.signed_in import SignedInRequest, admin_only, posted_from

OFFICE = [["09:00", "17:00"]]


@admin_only
def show(request: SignedInRequest) -> HttpResponse:
    calendars = Calendar.objects.annotate(days=Count("holidays"))
    context = {"calendars": calendars, "section": "settings", "page": "calendars"}
    return render(request, "settings/calendars.html", context)


@admin_only
def new(request: SignedInRequest) -> HttpResponse:
    initial: dict[str, Any] = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE)
    zone = Company.current().time_zone
    initial |= {"time_zone": zone, "with_holidays": zone in dict(OURS)}
    form = NewCalendarForm(request.POST or None, initial=initial)

    @transaction.atomic
    def save(fields: dict[str, Any]) -> Calendar:
        by = actors.agent(request.user)
        calendar = create_calendar(by=by, **_given(fields))
        for year in years() if fields["with_holidays"] else ():
            take_over_national_holidays(calendar, by=by, year=year)
        return calendar

    return edit(
        request,
        form,
        save=save,
        back=reverse("settings:calendars"),
        then=lambda calendar: HttpResponseRedirect(_page_of(calendar)),
        page="calendars",
        heading=_("New opening hours"),
    )


@admin_only
def change(request: SignedInRequest, calendar_id: int) -> HttpResponse:
    calendar = get_object_or_404(Calendar.objects.prefetch_related("holidays"), pk=calendar_id)
    asked = (request.POST or request.GET).get("former")
    former = former_of(Former.What.CALENDAR, calendar.pk, asked)
    initial = of_calendar(calendar)
    if former:
        again = {} if request.POST else typed_again(former.said)  # what differs is told from how it is now
        initial |= {**again, "former": former.pk}

    def save(fields: dict[str, Any]) -> str:
        by, version = actors.agent(request.user), fields["version"]
        days_as = former.said if former else None
        changed = change_calendar(
            calendar, by=by, expected_version=version, days_as=days_as, **_given(fields)
        )
        return saved_words(changed, Former.What.CALENDAR, calendar.pk, _page_of(calendar))

    return edit(
        request,
        CalendarForm(request.POST or None, initial=initial),
        save=save,
        back=reverse("settings:calendar", args=[calendar.pk]),
        template="settings/calendar.html",
        page="calendars",
        heading=calendar.name,
        calendar=calendar,
        former=former,
        days=days_moved(calendar, former.said) if former else (0, 0),
        formers=list(formers_of(Former.What.CALENDAR, calendar.pk, WORDS)),
        id="hours",
        holiday_form=HolidayForm(auto_id="day_%s"),  # the page has another field "name"
        list_form=HolidayListForm(),
        years=[_year(calendar, year) for year in years()],
    )


@admin_only
@posted_from("settings:calendar", "calendar_id")
def add_day(request: SignedInRequest, calendar_id: int) -> HttpResponse:
    return _added(request, calendar_id, HolidayForm, add_holiday, _("A day that differs"))


@admin_only
@posted_from("settings:calendar", "calendar_id")
def add_days(request: SignedInRequest, calendar_id: int) -> HttpResponse:
    """Several in one go."""
    return _added(request, calendar_id, HolidayListForm, add_holidays, _("Several days that differ"))


@admin_only
@posted_from("settings:calendar", "calendar_id")
def remove_day(request: SignedInRequest, calendar_id: int, holiday_id: int) -> HttpResponse:
    holiday = get_object_or_404(Holiday, pk=holiday_id, calendar=calendar_id)
    back = _page_of(holiday.calendar)
    return do(
        request, lambda: remove_holiday(holiday, by=actors.agent(request.user)), back=back, done=_("Removed")
    )


@admin_only
@posted_from("settings:calendar", "calendar_id")
def take_over_days(request: SignedInRequest, calendar_id: int) -> HttpResponse:
    """Indonesia's holidays of a year, moving ones and joint leave included."""
    calendar = get_object_or_404(Calendar, pk=calendar_id)
    form = YearForm(request.POST)
    if form.is_valid():
        taken = take_over_national_holidays(calendar, by=actors.agent(request.user), **form.chosen())
        _tell(request, taken, form.cleaned_data["year"])
    else:
        messages.error(request, _("That is no year."))
    return HttpResponseRedirect(_page_of(calendar))


def _added(
    request: SignedInRequest,
    calendar_id: int,
    form: type[HolidayForm | HolidayListForm],
    add: Callable[..., Any],
    heading: str,
) -> HttpResponse:
    calendar = get_object_or_404(Calendar.objects.prefetch_related("holidays"), pk=calendar_id)
    return edit(
        request,
        form(request.POST),
        save=lambda fields: add(calendar, by=actors.agent(request.user), **fields),
        back=_page_of(calendar),
        page="calendars",
        heading=heading,
    )


def _tell(request: SignedInRequest, taken: TakenOver, year: int) -> None:
    added = ngettext("%(n)s day added", "%(n)s days added", taken.new) % {"n": taken.new}
    messages.success(request, added)
    if taken.gone:
        gone = ngettext("%(n)s day is no holiday any more", "%(n)s days are no holidays any more", taken.gone)
        messages.info(request, gone % {"n": taken.gone})
    if not joint_leave_is_known(year):
        words = _("The joint leave of %(year)s is not decided yet. Add the holidays again once it is.")
        messages.info(request, words % {"year": year})


def _year(calendar: Calendar, year: int) -> dict[str, Any]:
    """Indonesia's days of it; marked: those that are closed, and before any was taken over all of them."""
    there = {one.on for one in calendar.holidays.all() if one.on.year == year and one.is_national}
    days = [{"day": day, "is_marked": not there or day.on in there} for day in indonesian_holidays(year)]
    return {"year": year, "days": days, "taken": len(there), "leave_is_known": joint_leave_is_known(year)}


def _page_of(calendar: Calendar) -> str:
    return reverse("settings:calendar", args=[calendar.pk])


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in ("name", "time_zone", "hours")}
