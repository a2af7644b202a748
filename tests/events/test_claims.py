from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from events.claims import claim, run
from events.models import Event, Reaction
from tests.events.rows import a_row, fail, work, worked
from tests.passing import let_leases_run_out

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_row_that_is_held_is_not_taken_twice():
    a_row()

    first, second = claim(Reaction.objects.all()), claim(Reaction.objects.all())

    assert (len(first), len(second)) == (1, 0)


def test_two_workers_at_once_share_the_rows_without_waiting(elsewhere):
    for _ in range(10):
        a_row()

    with transaction.atomic():
        held = list(Reaction.objects.due().select_for_update()[:4])
        others = elsewhere(lambda: claim(Reaction.objects.all())).result(timeout=2)

    assert len(others) == 6
    assert not {row.pk for row in held} & {row.pk for row in others}


def test_the_oldest_are_taken_first():
    young, old = a_row(), a_row()
    Reaction.objects.filter(pk=old.pk).update(due_at=Now() - timedelta(minutes=1))

    assert [row.pk for row in claim(Reaction.objects.all(), limit=1)] == [old.pk]
    assert [row.pk for row in claim(Reaction.objects.all(), limit=1)] == [young.pk]


def test_an_attempt_counts_from_the_moment_it_is_claimed():
    a_row()

    claim(Reaction.objects.all())  # and the worker is never heard of again

    assert Reaction.objects.get().attempts == 1


def test_a_claim_outlives_its_worker_only_until_the_lease_runs_out():
    a_row()
    claim(Reaction.objects.all())

    let_leases_run_out()

    assert [row.attempts for row in claim(Reaction.objects.all())] == [2]


def test_rows_that_are_not_due_or_not_scheduled_stay():
    a_row(due_at=Now() + timedelta(minutes=1))
    a_row(due_at=None)

    assert claim(Reaction.objects.all()) == []


def test_work_and_mark_are_one():
    a_row()
    [row] = claim(Reaction.objects.all())

    assert run(row, work)

    row.refresh_from_db()
    assert (row.state, row.lease_until, worked()) == ("done", None, 1)


def test_failed_work_leaves_nothing_but_the_reason_and_a_later_date():
    a_row()
    [row] = claim(Reaction.objects.all())

    assert not run(row, fail)

    row.refresh_from_db()
    assert (row.state, row.lease_until, worked()) == ("pending", None, 0)
    assert row.last_error == "ValueError: no such luck"
    assert claim(Reaction.objects.all()) == []


def test_nobody_can_claim_a_row_while_its_work_goes_on_however_long(elsewhere):
    a_row()
    [row] = claim(Reaction.objects.all(), lease=timedelta(0))

    def slow_work(row: Reaction) -> None:
        assert elsewhere(lambda: claim(Reaction.objects.all())).result(timeout=2) == []

    assert run(row, slow_work)


def test_the_database_refuses_a_lease_on_what_is_over():
    row = a_row()

    with pytest.raises(IntegrityError):
        Reaction.objects.filter(pk=row.pk).update(state="done", lease_until=Now())


def test_claiming_inside_another_transaction_is_refused():
    with pytest.raises(RuntimeError), transaction.atomic():
        claim(Reaction.objects.all())


def test_a_claim_of_one_handler_walks_its_partial_index_and_nothing_else():
    event = a_row().event
    Event.objects.bulk_create(Event(kind="note.added", actor_kind="system") for _ in range(2000))
    later = Now() + timedelta(days=1)
    Reaction.objects.bulk_create(
        Reaction(event_id=event.pk + 1 + n, handler="tests.handler", due_at=later) for n in range(2000)
    )
    with connection.cursor() as sql:
        sql.execute("analyze events_reaction")

    plan = Reaction.objects.filter(handler="tests.handler").due().order_by("due_at")[:10].explain()

    assert "Index Scan using reaction_due" in plan
