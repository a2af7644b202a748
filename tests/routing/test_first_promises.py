"""What a new ticket is promised, by which policy, and from when."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from routing.models import Clock
from tests.builders import a_policy, office_hours, receives, work_off
from tests.routing.routed import decision_on, routed

pytestmark = pytest.mark.django_db


JAKARTA = ZoneInfo("Asia/Jakarta")


def test_the_first_policy_that_fits_makes_the_promises_and_the_others_say_why_not():
    gold = a_policy(
        conditions={"kind": "customer_tier", "op": "equals", "value": "gold"}, minutes={"first_response": 15}
    )
    everybody = a_policy()

    ticket = routed()

    assert {clock.policy for clock in ticket.clocks.all()} == {everybody}
    looked = decision_on(ticket, "sla").candidates
    assert [(one["policy"], one["holds"]) for one in looked] == [(gold.pk, False), (everybody.pk, True)]


def test_promises_count_working_time_from_the_moment_of_receipt():
    a_policy(calendar=office_hours())
    received = datetime(2026, 11, 20, 16, 30, tzinfo=JAKARTA)  # a Friday

    ticket = routed(at=received)

    deadlines = {clock.metric: clock.deadline for clock in Clock.objects.filter(ticket=ticket)}
    assert deadlines == {
        "first_response": datetime(2026, 11, 23, 9, 30, tzinfo=JAKARTA),
        "resolution": datetime(2026, 11, 24, 9, 30, tzinfo=JAKARTA),
    }
    assert (ticket.next_due_at, ticket.sla_state) == (deadlines["first_response"], "ok")


def test_no_policy_no_promise():
    ticket = routed()

    assert not ticket.clocks.exists()
    assert (ticket.next_due_at, ticket.sla_state) == (None, "")
    assert decision_on(ticket, "sla").outcome == {"policy": None}


def test_a_machine_that_opens_a_ticket_is_promised_nothing_until_a_person_writes():
    a_policy()
    ticket = routed(is_auto_reply=True)
    assert not ticket.clocks.exists()

    wrote = receives(ticket).message
    work_off()

    started = {clock.metric: clock.started_at for clock in ticket.clocks.all()}
    assert started == {"first_response": wrote.created_at, "resolution": wrote.created_at}
