"""How often failed work is tried again, when, and when a person must look."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from events.claims import Failure, backoff, claim, rearm, run
from events.models import Reaction
from tests.events.rows import a_row, fail, work
from tests.passing import let_leases_run_out, make_due

pytestmark = pytest.mark.django_db(transaction=True)


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
