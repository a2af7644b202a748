"""A receipt tells what has moved a promise, and how much had counted after each line."""

import re

import pytest

from events import actors
from people.actions.save_calendar import change_calendar
from routing.models import Clock
from routing.tasks import recompute_clocks
from tests.builders import a_policy, a_ticket, an_admin, office_hours, work_off
from tests.routing.followed import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def hours():
    return office_hours()


@pytest.fixture
def ticket(hours, team):
    a_policy(calendar=hours, minutes={"resolution": 600})
    ticket = a_ticket(team=team, at=at(10))
    work_off()
    return ticket


def test_changed_hours_are_named_with_the_deadline_before_and_after(page, hours, ticket):
    ayu = an_admin(name="Ayu Lestari")

    change_calendar(hours, by=actors.agent(ayu), hours={**hours.hours, "sat": [["09:00", "12:00"]]})
    work_off()
    recompute_clocks()

    said = page("receipt", ticket, Clock.objects.get().pk).replace(":", ".")
    assert "due 23 Nov, 10.00 instead of 23 Nov, 14.00" in said
    assert "Ayu Lestari" in said


def test_each_line_says_what_had_counted_by_then(page, ticket):
    said = page("receipt", ticket, Clock.objects.get().pk)

    sums = [one for one in re.findall(r'title="Counted so far">([^<]*)<', said) if one]
    [used] = re.findall(r"<dt>Used</dt><dd>([^<]*)<", said)
    assert (sums[0], sums[1], sums[-1]) == ("2 h", "6 h", used)
