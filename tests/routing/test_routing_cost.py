"""What routing writes: together, told one by one, and in a known number of statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, Reaction
from routing.handlers import follow_clocks
from tests.builders import a_category, a_policy, a_rule, a_team, a_ticket, office_hours, work_off
from tests.routing.routed import MENTIONS_REFUND, routed

pytestmark = pytest.mark.django_db


def test_what_routing_changes_wakes_no_handler_to_consider_it_again():
    a_category(key="refund", team=a_team())
    a_rule(MENTIONS_REFUND, {"do": "set_category", "to": "refund"}, {"do": "set_priority", "to": "urgent"})

    ticket = routed(text="refund")

    owed = Reaction.objects.filter(event__ticket_id=ticket.pk).values_list("event__kind", flat=True)
    assert set(owed) == {"ticket.created"}


def test_all_that_routing_changes_is_written_together_and_told_one_by_one():
    a_category(key="refund", team=a_team())
    a_rule(MENTIONS_REFUND, {"do": "set_category", "to": "refund"}, {"do": "set_priority", "to": "urgent"})
    a_policy(calendar=office_hours())
    ticket = a_ticket(text="refund")

    with CaptureQueriesContext(connection) as asked:
        work_off()

    writes = [one["sql"] for one in asked if one["sql"].lower().startswith('update "tickets_ticket"')]
    events = Event.objects.filter(ticket_id=ticket.pk).order_by("pk")
    assert len(writes) == 1
    versions = [event.data["version"] for event in events]
    assert versions == list(range(versions[0], versions[0] + len(versions)))
    assert [event.kind for event in events][2:6] == [
        "ticket.category_changed",
        "ticket.transferred",
        "ticket.classified",
        "ticket.priority_changed",
    ]


def test_routing_a_ticket_costs_a_known_number_of_statements(django_assert_num_queries):
    a_category(key="refund", team=a_team())
    a_rule(MENTIONS_REFUND, {"do": "set_category", "to": "refund"}, {"do": "set_priority", "to": "urgent"})
    a_policy(calendar=office_hours())
    ticket = a_ticket(text="refund")
    event = Event.objects.get(ticket_id=ticket.pk, kind="ticket.created")

    with django_assert_num_queries(26):
        follow_clocks(event)
