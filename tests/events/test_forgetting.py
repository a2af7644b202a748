"""Reactions that are done are forgotten, but not what a later try must see."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from events.forgetting import forget, forget_reactions
from events.models import Event, Reaction
from tests.passing import days_ago, happens

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("subscribers")]


def a_reaction(*, days, state="done", ticket=1):
    event = happens(ticket_id=ticket)
    first, *others = event.reactions.order_by("pk")
    Reaction.objects.filter(pk__in=[other.pk for other in others]).delete()
    Reaction.objects.filter(pk=first.pk).update(state=state, due_at=Now() - timedelta(days=days))
    return first


def test_done_reactions_go_after_a_month_and_events_stay():
    old, young = a_reaction(days=31), a_reaction(days=29)

    assert forget_reactions() == 1

    assert set(Reaction.objects.all()) == {young}
    assert Event.objects.filter(pk=old.event_id).exists()


def test_what_is_owed_or_dead_stays_however_old():
    owed, dead = a_reaction(days=400, state="pending"), a_reaction(days=400, state="dead", ticket=2)

    assert forget_reactions() == 0

    assert set(Reaction.objects.all()) == {owed, dead}


@pytest.mark.parametrize("state", ["pending", "dead"])
def test_what_was_done_stays_while_something_older_of_that_ticket_may_be_tried_again(state):
    a_reaction(days=40, state=state)
    newer = a_reaction(days=39)
    a_reaction(days=39, ticket=2)

    forget_reactions()

    assert newer in Reaction.objects.all()
    assert not Reaction.objects.filter(ticket_id=2).exists()


def test_it_goes_on_over_many_portions_and_what_stays_between_them():
    a_reaction(days=35, state="dead", ticket=9)
    for _n in range(5):
        a_reaction(days=31)
    young = a_reaction(days=1)
    done = Reaction.objects.filter(state="done")

    assert forget(done, time="due_at", before=days_ago(30), portion=2) == 5
    assert set(done) == {young}
