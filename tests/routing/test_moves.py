"""Before hours or a policy are saved, an admin sees which open deadlines would move, and those do move."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actors
from people.forms.calendars import of_calendar
from routing.actions.save_policy import change_policy
from routing.calendars import load_hours
from routing.forms.policies import of_policy
from routing.models import Clock, Recomputation
from routing.moves import moves_of_hours
from routing.recompute import recompute_portion
from tests.builders import a_policy, a_supervisor, a_ticket, an_admin, office_hours, work_off
from tests.routing.laddered import ladder_form
from tickets.actions.tag import add_tag
from tickets.models import Priority

pytestmark = pytest.mark.django_db
ALL_DAY = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.fixture
def hours():
    return office_hours(hours=ALL_DAY, time_zone="UTC")


def a_promise(hours=None, minutes=600):
    return a_policy(calendar=hours, minutes={"resolution": minutes})


def a_ticket_of(ago):
    ticket = a_ticket(received_at=timezone.now() - timedelta(minutes=ago))
    work_off()
    return ticket


def deadlines():
    going = Clock.objects.going().order_by("ticket")
    return list(going.values_list("deadline", flat=True))


def recount():
    work_off()
    while row := Recomputation.objects.filter(state="pending").first():
        before = row.done
        recompute_portion(row)
        row.refresh_from_db()
        if row.done == before:
            row.delete()


def typed_hours(calendar, **fields):
    typed = {name: value for name, value in of_calendar(calendar).items() if not isinstance(value, list)}
    return typed | dict.fromkeys(ALL_DAY, "00:00-24:00") | fields


def typed_policy(policy, **fields):
    shown = of_policy(policy)
    plain = {
        name: value for name, value in shown.items() if isinstance(value, int | str) and value is not False
    }
    return plain | {"calendar": policy.calendar_id or ""} | ladder_form(policy.ladder) | fields


class TestHours:
    def test_a_change_shows_what_it_would_move_and_writes_nothing(self, admin, hours):
        a_promise(hours)
        a_ticket_of(ago=60)
        before = deadlines()
        tomorrow = (timezone.now() + timedelta(hours=9)).date()

        page = admin.post(
            reverse("routing:calendar-moves", args=[hours.pk]), {"on": tomorrow.isoformat(), "name": "Libur"}
        ).content.decode()

        assert "<b>1 open deadline moves</b>: 0 earlier, 1 later" in page
        assert deadlines() == before
        assert hours.holidays.count() == 0

    def test_what_it_shows_is_what_a_save_moves(self, admin, hours):
        a_promise(hours)
        a_ticket_of(ago=60), a_ticket_of(ago=5)
        short = dict.fromkeys(ALL_DAY, "08:00-09:00") | {"tue": "12:00-14:00"}
        other = office_hours(hours={day: [span.split("-")] for day, span in short.items()}, time_zone="UTC")
        foretold = moves_of_hours(hours.pk, load_hours([other.pk])[other.pk].calendar)
        new = [one.new for one in sorted(foretold.moved, key=lambda one: one.ticket)]

        admin.post(
            reverse("settings:calendar", args=[hours.pk]),
            typed_hours(hours, **short, version=hours.version),
        )
        recount()

        assert new
        assert [one for one in deadlines() if one in new] == new

    def test_hours_that_would_break_a_promise_at_once_are_said(self, admin, hours):
        day = (timezone.now() - timedelta(hours=30)).strftime("%a").lower()
        calendar = office_hours(hours={day: [["00:00", "24:00"]]}, time_zone="UTC")
        a_promise(calendar, minutes=1500)
        a_ticket_of(ago=60 * 29)

        page = admin.post(
            reverse("routing:calendar-moves", args=[calendar.pk]), typed_hours(calendar) | {"version": 1}
        ).content.decode()

        assert "1 promise would be broken at once" in page

    def test_what_cannot_be_read_yet_moves_nothing(self, admin, hours):
        page = admin.post(
            reverse("routing:calendar-moves", args=[hours.pk]), typed_hours(hours, mon="9 to 5")
        )

        assert "once this can be read" in page.content.decode()

    def test_only_admins_see_it(self, client, hours):
        client.force_login(a_supervisor())

        assert client.post(reverse("routing:calendar-moves", args=[hours.pk])).status_code == 403

    def test_when_the_time_is_up_it_says_how_far_it_came(self, hours, monkeypatch):
        monkeypatch.setattr("routing.moves.PORTION", 1)
        a_promise(hours)
        a_ticket_of(ago=60), a_ticket_of(ago=5)

        found = moves_of_hours(hours.pk, load_hours([hours.pk])[hours.pk].calendar, seconds=0)

        assert (found.looked_at, found.total, found.is_partial) == (1, 2, True)


class TestPolicies:
    def test_a_tighter_promise_shows_what_it_would_move_and_break(self, admin):
        policy = a_promise()
        a_ticket_of(ago=60), a_ticket_of(ago=5)
        before = deadlines()
        tighter = {f"resolution_{level}": 30 for level in Priority}

        page = admin.post(
            reverse("routing:policy-moves", args=[policy.pk]), typed_policy(policy, **tighter)
        ).content.decode()

        assert "<b>2 open deadlines move</b>: 2 earlier, 0 later" in page
        assert "1 promise would be broken at once" in page
        assert deadlines() == before

    def test_a_promise_that_would_end_is_shown(self, admin):
        policy = a_promise()
        a_ticket_of(ago=5)

        page = admin.post(
            reverse("routing:policy-moves", args=[policy.pk]), typed_policy(policy, tiers=["gold"])
        ).content.decode()

        assert "<b>1 open deadline moves</b>: 0 earlier, 1 later" in page
        assert ">none<" in page

    def test_promises_already_made_are_counted_anew_if_somebody_chooses_so(self):
        policy = a_policy(minutes={"resolution": 600}, on_change="keep")
        ticket = a_ticket_of(ago=5)

        change_policy(policy, by=actors.SYSTEM, targets={("resolution", "normal"): 60}, promises="recompute")
        recount()

        assert Clock.objects.going().get(ticket=ticket).target_seconds == 3600

    def test_promises_that_somebody_keeps_stay_also_when_the_ticket_changes_otherwise(self, admin):
        policy = a_promise()
        ticket = a_ticket_of(ago=5)

        change_policy(policy, by=actors.SYSTEM, targets={("resolution", "normal"): 60}, promises="keep")
        recount()
        add_tag(ticket, name="vip", by=actors.SYSTEM)
        work_off()

        clock = Clock.objects.going().get(ticket=ticket)
        assert clock.target_seconds == 36_000
        page = admin.get(reverse("routing:receipt", args=[ticket.pk, clock.pk])).content.decode()
        assert "Kept as it was promised" in page

    def test_the_next_change_asks_again(self):
        policy = a_promise()
        ticket = a_ticket_of(ago=5)
        change_policy(policy, by=actors.SYSTEM, targets={("resolution", "normal"): 60}, promises="keep")
        recount()

        change_policy(policy, by=actors.SYSTEM, targets={("resolution", "normal"): 120}, promises="recompute")
        recount()

        assert Clock.objects.going().get(ticket=ticket).target_seconds == 7200
