"""What is broken goes on by the hours it was broken on, whatever becomes of the calendar."""

from datetime import timedelta

import pytest

from routing.escalate import fire_portion
from routing.models import Clock, Escalation
from tests.builders import a_policy, a_ticket, office_hours, work_off
from tests.routing.followed import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def hours():
    return office_hours()


@pytest.fixture
def broken(hours, team):
    """Came in on Friday at 10:00, was promised within an hour, and nobody answered."""
    steps = [{"minutes_after": 60, "do": [{"do": "add_tag", "to": "late"}]}]
    a_policy(calendar=hours, minutes={"first_response": 60}, ladder=steps)
    ticket = a_ticket(team=team, at=at(10))
    work_off()
    fire_portion(at=at(11) + timedelta(seconds=1))
    assert Clock.objects.get().breached_at
    return ticket


def close_at_eleven(hours):
    hours.hours = {"fri": [["09:00", "11:00"]]}
    hours.save()


def sums(html):
    """The lines of the receipt; what is still running counts on."""
    return html[html.index('<ol class="receipt-l">') : html.index("</ol>")]


def test_its_receipt_stays_when_the_calendar_changes(page, hours, broken):
    clock = Clock.objects.get().pk
    before = sums(page("receipt", broken, clock))

    close_at_eleven(hours)

    assert sums(page("receipt", broken, clock)) == before


def test_its_next_step_comes_when_it_was_to_come(hours, broken):
    close_at_eleven(hours)

    assert fire_portion(at=at(12) + timedelta(seconds=1)) == 1
    assert Escalation.objects.get(threshold=160).due_at == at(12)
