"""The page of opening hours says what a change moves, and how far it has got."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from events import actors
from people.actions.save_holiday import add_holiday
from routing import recompute
from routing.models import Recomputation
from routing.tasks import recompute_clocks
from tests.builders import a_policy, a_ticket, an_admin, office_hours, work_off
from tickets.actions.resolve import resolve

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def calendar():
    calendar = office_hours()
    a_policy(calendar=calendar, minutes={"first_response": 60, "resolution": 480})
    return calendar


@pytest.fixture
def says(client, calendar):
    client.force_login(an_admin(language="en"))
    return lambda: client.get(reverse("routing:recount", args=[calendar.pk])).content.decode()


def promised(number):
    tickets = [a_ticket(at=FRIDAY) for _ in range(number)]
    work_off()
    return tickets


def is_asked_again(page):
    return "every 2s" in page


def test_the_page_of_opening_hours_asks_for_it(client, calendar, says):
    page = client.get(reverse("settings:calendar", args=[calendar.pk])).content.decode()

    assert reverse("routing:recount", args=[calendar.pk]) in page


def test_it_counts_open_tickets_once_however_many_promises_they_have(says):
    promised(2)
    resolve(promised(1)[0], by=actors.SYSTEM)
    work_off()

    assert "2 open tickets have a deadline on these hours" in says()
    assert not is_asked_again(says())


def test_where_nothing_hangs_on_the_hours_it_says_so(says):
    assert "a change moves none" in says()


def test_a_change_is_followed_from_the_moment_it_is_saved_to_its_end(says, calendar, monkeypatch):
    promised(3)
    monkeypatch.setattr(recompute, "PORTION", 2)

    add_holiday(calendar, on=date(2026, 11, 23), name="Libur", by=actors.SYSTEM)
    assert "about to be counted again" in says()
    assert is_asked_again(says())

    work_off()
    assert "0 of 3 tickets" in says()
    assert is_asked_again(says())

    recompute_clocks()
    assert "The deadlines of 3 tickets have been counted again" in says()
    assert not is_asked_again(says())


def test_halfway_it_says_how_far_it_is(says, calendar):
    Recomputation.objects.create(
        what="calendar", subject=calendar.pk, event_id=1, at=FRIDAY, total=300, done=120
    )

    assert "120 of 300 tickets" in says()
    assert 'width="40"' in says()


def test_one_that_cannot_go_on_is_not_hidden(says, calendar):
    row = Recomputation.objects.create(
        what="calendar", subject=calendar.pk, event_id=1, at=FRIDAY, total=300, done=120
    )
    Recomputation.objects.filter(pk=row.pk).update(state="dead")

    assert "stopped at 120 of 300" in says()
    assert not is_asked_again(says())


def test_what_was_done_long_ago_is_no_news(says, calendar):
    row = Recomputation.objects.create(what="calendar", subject=calendar.pk, event_id=1, at=FRIDAY, total=3)
    Recomputation.objects.filter(pk=row.pk).update(state="done", due_at=FRIDAY)

    assert "counted again." not in says()


def test_what_could_not_be_counted_is_not_hidden_either(says, calendar):
    Recomputation.objects.create(
        what="calendar", subject=calendar.pk, event_id=1, at=FRIDAY, total=3, done=3, failed=1, state="done"
    )

    assert "1 of them could not be counted" in says()
