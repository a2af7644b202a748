"""A worker that comes back too late does nothing and disturbs nobody."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from events.claims import claim, run
from events.models import Reaction
from tests.events.rows import a_row, fail, work, worked
from tests.passing import let_leases_run_out

pytestmark = pytest.mark.django_db(transaction=True)


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


@pytest.mark.parametrize("due_at", [None, Now() + timedelta(hours=1)], ids=["paused", "put off"])
def test_a_row_that_is_moved_while_a_worker_holds_it_is_not_run(due_at):
    a_row()
    [row] = claim(Reaction.objects.all())

    Reaction.objects.update(due_at=due_at)

    assert not run(row, work)
    assert worked() == 0


def test_a_worker_from_before_the_retry_is_still_too_late():
    a_row()
    [late] = claim(Reaction.objects.all())
    Reaction.objects.update(state="dead", lease_until=None)
    Reaction.objects.all().retry()
    [quick] = claim(Reaction.objects.all())

    assert (late.attempts, quick.attempts) == (1, 1)
    assert (run(late, work), run(quick, work)) == (False, True)
