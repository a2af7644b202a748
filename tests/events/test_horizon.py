"""Ids are drawn in one order and committed in another. A reader that resumes must not care."""

import pytest
from django.db import connection, transaction

from events import actors
from events.horizon import take_cursor, unseen
from events.models import Event
from events.record import record
from tests.passing import happens

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(events, *, since):
    """What became visible since, as every reader asks for it, and the cursor for next time."""
    now = take_cursor()
    return list(unseen(events, since=since, until=now).order_by("id")), now


def ids(events) -> list[int]:
    return [event.pk for event in events]


@pytest.fixture
def overtaken(elsewhere):
    """Event 1 is drawn first and commits last; what two readers saw before and after that."""
    naive: list[list[int]] = []
    ours: list[list[int]] = []
    cursor = take_cursor()

    def look(after: int, since: str):
        events, since = fresh(Event.objects.all(), since=since)
        return ids(Event.objects.filter(pk__gt=after).order_by("pk")), ids(events), since

    with transaction.atomic():
        slow = record("ticket.created", by=actors.SYSTEM, ticket_id=1)
        quick = elsewhere(lambda: happens(ticket_id=2).pk).result(timeout=2)
        seen, fresh_ids, cursor = elsewhere(lambda: look(0, cursor)).result(timeout=2)
        naive.append(seen)
        ours.append(fresh_ids)
    seen, fresh_ids, cursor = elsewhere(lambda: look(max(naive[0]), cursor)).result(timeout=2)
    naive.append(seen)
    ours.append(fresh_ids)
    return {"slow": slow.pk, "quick": quick, "naive": naive, "ours": ours, "cursor": cursor}


def test_a_reader_that_remembers_an_id_never_sees_the_event_that_was_overtaken(overtaken):
    assert overtaken["slow"] < overtaken["quick"]
    assert overtaken["naive"] == [[overtaken["quick"]], []]


def test_our_reader_sees_both_events_once_and_without_waiting_for_the_slow_one(overtaken):
    assert overtaken["ours"] == [[overtaken["quick"]], [overtaken["slow"]]]


def test_nothing_is_shown_twice(overtaken):
    events, _ = fresh(Event.objects.all(), since=overtaken["cursor"])

    assert events == []


def test_what_was_there_before_the_cursor_is_not_fresh():
    happens()
    cursor = take_cursor()
    later = happens()

    assert ids(fresh(Event.objects.all(), since=cursor)[0]) == [later.pk]


def test_a_reader_gets_only_the_events_of_the_queryset_it_may_see():
    cursor = take_cursor()
    shown = happens(ticket_id=1)
    happens(ticket_id=2)

    assert ids(fresh(Event.objects.filter(ticket_id=1), since=cursor)[0]) == [shown.pk]


def test_the_read_walks_the_index():
    Event.objects.bulk_create(Event(kind="note.added", actor_kind="system") for _ in range(5000))
    with connection.cursor() as sql:
        sql.execute("analyze events_event")
    cursor = take_cursor()
    happens()

    plan = unseen(Event.objects.all(), since=cursor, until=take_cursor()).explain()

    assert "Index Scan using event_written_by" in plan
