"""What the panels say is said so that it cannot be misread."""

from datetime import UTC, datetime

import pytest

from tests.builders import a_customer, a_policy, a_reply, a_rule, a_ticket, office_hours, work_off
from tests.routing.panels import opened

pytestmark = pytest.mark.django_db


def test_a_rule_about_a_fact_found_nothing_in_the_words(page, team):
    a_rule(
        {"kind": "customer_tier", "op": "in", "value": ["gold", "platinum"]},
        {"do": "add_tag", "to": "vip"},
        name="Gold and platinum",
    )
    ticket = opened(team, customer=a_customer(own_tier="gold"))

    seen = page("why", ticket)

    assert "Rule <b>Gold and platinum</b>, because Customer’s tier: Gold" in seen
    assert "found" not in seen


def test_an_answer_given_while_we_were_closed_took_no_time_and_says_so(page, team):
    a_policy(minutes={"first_response": 60}, calendar=office_hours(time_zone="UTC"))
    sunday = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    ticket = a_ticket(team=team, at=sunday)
    work_off()
    a_reply(ticket, at=sunday.replace(minute=9))
    work_off()

    seen = page("clocks", ticket)

    assert "met outside hours" in seen
    assert "met in 0" not in seen
