import pytest
from django.db import transaction

from events.actors import SYSTEM
from events.models import Event
from people.actions.change_company import change_company
from tests.builders import a_reply, a_ticket
from tests.passing import days_ago
from tests.tickets.escalating.internal import an_escalation
from tickets import tasks
from tickets.actions import close_resolved as closing
from tickets.actions.resolve import resolve
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def resolved(days: float) -> Ticket:
    ticket = a_ticket(at=days_ago(days + 1))
    a_reply(ticket, resolves=True, at=days_ago(days))
    return ticket


def statuses(*tickets: Ticket) -> list[str]:
    return [Ticket.objects.get(pk=ticket.pk).status for ticket in tickets]


def test_what_was_resolved_long_enough_ago_is_closed_and_nothing_else():
    long_ago, lately, active = resolved(14.1), resolved(13.9), a_ticket(at=days_ago(100))

    tasks.close_resolved()

    assert statuses(long_ago, lately, active) == ["closed", "resolved", "new"]
    assert Event.objects.get(kind="ticket.closed").ticket_id == long_ago.pk


def test_what_another_team_still_works_on_is_closed_once_they_are_done():
    ticket = a_ticket(at=days_ago(21))
    child = an_escalation(ticket)
    a_reply(ticket, resolves=True, at=days_ago(20))

    tasks.close_resolved()
    assert statuses(ticket, child) == ["resolved", "new"]

    resolve(child, by=SYSTEM)
    tasks.close_resolved()
    assert statuses(ticket, child) == ["closed", "resolved"]


def test_the_company_says_after_how_many_days():
    change_company(by=SYSTEM, name="Nusa Living", close_after_days=30)
    ticket = resolved(20)

    tasks.close_resolved()

    assert statuses(ticket) == ["resolved"]


def test_it_goes_on_until_nothing_is_left(monkeypatch):
    monkeypatch.setattr(closing, "BATCH", 2)
    tickets = [resolved(20) for _ in range(5)]

    tasks.close_resolved()

    assert statuses(*tickets) == ["closed"] * 5


@pytest.mark.django_db(transaction=True)
def test_what_somebody_works_on_right_now_is_left_for_the_next_hour(elsewhere):
    busy, idle = resolved(20), resolved(20)

    with transaction.atomic():
        Ticket.objects.select_for_update().get(pk=busy.pk)
        assert elsewhere(lambda: closing.close_resolved(by=SYSTEM)).result(timeout=5) == 1

    assert statuses(busy, idle) == ["resolved", "closed"]
