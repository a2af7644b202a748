from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from events.claims import Failure, backoff, claim, rearm, run
from events.models import Event, Reaction
from tests.builders import happens, let_leases_run_out, make_due

pytestmark = pytest.mark.django_db(transaction=True)


def a_row(**fields) -> Reaction:
    """Any claimable row would do."""
    return Reaction.objects.create(event=happens("note.added"), handler="tests.handler", **fields)


def work(row: Reaction) -> None:
    happens("test.worked")


def worked() -> int:
    return Event.objects.filter(kind="test.worked").count()


def fail(row: Reaction) -> None:
    work(row)
    raise ValueError("no such luck")


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


def test_a_worker_that_comes_back_too_late_does_nothing():
    a_row()
    [late] = claim(Reaction.objects.all())
    let_leases_run_out()
    [quick] = claim(Reaction.objects.all())

    assert (run(quick, work), run(late, work)) == (True, False)
    assert worked() == 1


def test_a_worker_that_comes_back_too_late_does_nothing_even_before_the_other_is_done():
    a_row()
    [late] = claim(Reaction.objects.all())
    let_leases_run_out()
    [quick] = claim(Reaction.objects.all())

    assert (run(late, work), run(quick, work)) == (False, True)
    assert worked() == 1


def test_a_late_failure_does_not_disturb_the_new_holder():
    a_row()
    [late] = claim(Reaction.objects.all())
    let_leases_run_out()
    claim(Reaction.objects.all())

    run(late, fail)

    assert claim(Reaction.objects.all()) == []


def test_nobody_can_claim_a_row_while_its_work_goes_on_however_long(elsewhere):
    a_row()
    [row] = claim(Reaction.objects.all(), lease=timedelta(0))

    def slow_work(row: Reaction) -> None:
        assert elsewhere(lambda: claim(Reaction.objects.all())).result(timeout=2) == []

    assert run(row, slow_work)


@pytest.mark.parametrize("due_at", [None, Now() + timedelta(hours=1)], ids=["paused", "put off"])
def test_a_row_that_is_moved_while_a_worker_holds_it_is_not_run(due_at):
    a_row()
    [row] = claim(Reaction.objects.all())

    Reaction.objects.update(due_at=due_at)

    assert not run(row, work)
    assert worked() == 0


def test_after_too_many_attempts_a_person_must_look():
    a_row()
    for _ in range(Reaction.max_attempts):
        make_due()
        [row] = claim(Reaction.objects.all())
        run(row, fail)

    row.refresh_from_db()
    assert row.state == "dead"
    assert list(Reaction.objects.dead()) == [row]


def test_a_retry_from_the_screen_gives_another_full_round():
    a_row(state="dead", attempts=Reaction.max_attempts)

    assert Reaction.objects.all().retry() == 1

    [row] = claim(Reaction.objects.all())
    assert row.attempts == 1
    assert run(row, work)


def test_a_worker_from_before_the_retry_is_still_too_late():
    a_row()
    [late] = claim(Reaction.objects.all())
    Reaction.objects.update(state="dead", lease_until=None)
    Reaction.objects.all().retry()
    [quick] = claim(Reaction.objects.all())

    assert (late.attempts, quick.attempts) == (1, 1)
    assert (run(late, work), run(quick, work)) == (False, True)


def test_work_may_put_its_own_row_back_for_later():
    a_row()
    [row] = claim(Reaction.objects.all())

    run(row, lambda row: rearm(row, at=row.claimed_at + timedelta(hours=1)))

    row.refresh_from_db()
    assert (row.state, row.attempts, row.lease_until) == ("pending", 0, None)
    assert claim(Reaction.objects.all()) == []


def test_a_row_that_kills_every_worker_is_buried_without_being_run_again():
    a_row()
    Reaction.objects.update(attempts=Reaction.max_attempts - 1)
    claim(Reaction.objects.all())
    let_leases_run_out()

    assert claim(Reaction.objects.all()) == []
    assert Reaction.objects.dead().get().last_error == "The worker died each time."


def test_a_permanent_failure_is_dead_at_once():
    a_row()
    [row] = claim(Reaction.objects.all())

    def refuse(row: Reaction) -> None:
        raise Failure("no such address", permanent=True)

    run(row, refuse)

    assert Reaction.objects.dead().count() == 1


def test_the_other_side_may_say_when_to_come_back():
    a_row()
    [row] = claim(Reaction.objects.all())

    def wait(row: Reaction) -> None:
        raise Failure("too many requests", retry_after=timedelta(hours=3))

    run(row, wait)

    assert Reaction.objects.filter(due_at__gt=Now() + timedelta(hours=2)).count() == 1


def test_waiting_grows_and_differs():
    waits = [backoff(attempts).total_seconds() for attempts in (1, 4, 30)]

    assert 1 <= waits[0] <= 3
    assert 8 <= waits[1] <= 24
    assert 300 <= waits[2] <= 900
    assert len({backoff(4) for _ in range(5)}) > 1


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
