"""Whatever table work waits in, what gave up can be found at once and tried again."""

import pytest
from django.apps import apps
from django.db.models import Q

from events.claimable import Claimable
from events.claims import claim, run
from events.models import Reaction
from tests.passing import happens

CLAIMABLE = [model for model in apps.get_models() if issubclass(model, Claimable)]


@pytest.mark.parametrize("model", CLAIMABLE, ids=lambda model: model._meta.label)
def test_the_dead_of_every_table_have_an_index_of_their_own(model):
    conditions = [index.condition for index in model._meta.indexes if index.fields == ["due_at"]]

    assert Q(state="dead") in conditions


@pytest.mark.parametrize("model", CLAIMABLE, ids=lambda model: model._meta.label)
def test_every_table_finds_what_is_due_by_a_partial_index(model):
    conditions = [index.condition for index in model._meta.indexes if "due_at" in index.fields]

    assert Q(state="pending") in conditions


@pytest.mark.django_db(transaction=True)
def test_what_is_retried_runs_again_and_is_dead_no_more():
    event = happens("note.added")
    Reaction.objects.create(
        event=event, handler="tests.handler", state="dead", attempts=8, last_error="ValueError: no such luck"
    )

    Reaction.objects.dead().retry()
    [row] = claim(Reaction.objects.all())
    run(row, lambda row: None)

    assert (Reaction.objects.get().state, Reaction.objects.dead().count()) == ("done", 0)
