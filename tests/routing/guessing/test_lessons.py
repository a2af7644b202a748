"""Learning from what people have sorted: what is used, what is kept back, and what comes of it."""

import os
import pickle
from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from routing import event_kinds
from routing.actions.keep_version import Learnt, keep_version
from routing.actions.start_training import start_training
from routing.actions.use_version import use_version
from routing.guessing.figures import figures
from routing.learned_files import folder, path_of
from routing.models import LearnedVersion, Threshold, Training
from routing.tasks import give_lessons
from tests.builders import a_category, a_ticket
from tests.routing.guessing.taught import SURE, categories, looked_at, told

pytestmark = pytest.mark.django_db


class Poisoned:
    """What a pickle runs when it is read."""

    def __init__(self, command):
        self.command = command

    def __reduce__(self):
        return os.system, (self.command,)


def learn_now(subject="category"):
    row = start_training(subject, by=actors.SYSTEM)
    give_lessons()
    row.refresh_from_db()
    return row


def test_a_company_without_history_starts_from_its_examples():
    for key in ("delivery", "refund"):
        a_category(key=key, examples="\n".join(told(key)))

    row = learn_now()

    version = LearnedVersion.objects.get()
    assert (row.outcome, row.version) == (Training.Outcome.LIVE, version)
    assert (version.state, version.examples, version.texts, version.figures) == ("live", 64, 0, {})
    ticket = looked_at(a_ticket(text=SURE))
    assert ticket.category.key == "refund"


def test_what_happens_while_learning_stands_in_the_registry():
    for key in ("delivery", "refund"):
        a_category(key=key, examples="\n".join(told(key)))
    learn_now()
    learn_now()
    use_version(LearnedVersion.objects.latest("pk"), by=actors.SYSTEM)
    use_version(LearnedVersion.objects.earliest("pk"), by=actors.SYSTEM)

    recorded = Event.objects.filter(kind__startswith="learning.")
    assert {event.kind: set(event.data) for event in recorded} == {
        kind: set(keys)
        for kind, (_meaning, keys) in event_kinds.KINDS.items()
        if kind.startswith("learning.")
    }


def test_with_a_single_category_there_is_nothing_to_tell_apart():
    a_category(key="refund", examples="minta refund\nuang belum kembali")

    row = learn_now()

    assert (row.outcome, LearnedVersion.objects.count()) == (Training.Outcome.TOO_LITTLE, 0)


def test_mood_and_urgency_are_known_from_the_first_day():
    assert learn_now("sentiment").outcome == Training.Outcome.LIVE
    assert learn_now("urgency").outcome == Training.Outcome.LIVE

    Threshold.objects.create(subject="sentiment", percent=30)
    Threshold.objects.create(subject="urgency", percent=30)
    ticket = looked_at(a_ticket(text="Saya kecewa, tolong segera dibantu sekarang juga, darurat!"))

    assert (ticket.sentiment, ticket.urgency) == ("negative", "high")
    assert ticket.guessed == ["sentiment", "urgency"]


def test_nothing_of_the_customers_words_is_left_behind():
    for key in ("delivery", "refund"):
        a_category(key=key, examples="\n".join(told(key)))

    row = learn_now()

    assert [path.name for path in folder().iterdir()] == [f"category-{row.pk}.npz"]


@pytest.mark.parametrize(
    ("new", "live", "state"),
    [
        (["a", "b", "a", "b"], ["a", "b", "b", "b"], "live"),
        (["a", "b", "b", "b"], ["a", "b", "a", "b"], "not_better"),
        (["a", "b", "b", "b"], ["a", "b", "b", "b"], "not_better"),
    ],
    ids=["better", "worse", "as good"],
)
def test_a_new_version_is_used_only_if_it_is_better_on_tickets_that_neither_has_seen(new, live, state):
    truth = ["a", "b", "a", "b"]

    def kept(answers, live_answers):
        row = Training.objects.create(subject="category", asked_at=timezone.now(), state="done")
        measured = figures(truth, [(one, 0.9) for one in answers])
        beside = figures(truth, [(one, 0.9) for one in live_answers]) if live_answers else {}
        learnt = {"file": f"category-{row.pk}.npz", "texts": 4, "examples": 0, "labels": ["a", "b"]}
        keep_version(row, Learnt(**learnt, figures=measured, live_figures=beside))
        return LearnedVersion.objects.latest("pk")

    first = kept(live, None)
    second = kept(new, live)

    first.refresh_from_db()
    assert (second.state, first.state) == (state, "kept" if state == "live" else "live")


def test_a_file_that_cannot_be_read_decides_nothing_and_runs_nothing(version):
    categories()
    ran = folder() / "ran"
    path_of(version.file).write_bytes(pickle.dumps(Poisoned(f"touch {ran}")))

    ticket = looked_at(a_ticket(text=SURE))

    assert (ticket.category, ticket.is_to_sort, ran.exists()) == (None, False, False)


def test_what_cannot_be_read_is_learned_anew_at_once_and_not_over_and_over(version):
    categories()
    path_of(version.file).write_bytes(b"of another version")
    Training.objects.update(asked_at=timezone.now() - timedelta(hours=2))

    looked_at(a_ticket(text=SURE))
    looked_at(a_ticket(text=SURE))

    assert Training.objects.filter(subject="category", state="pending").count() == 1
    Training.objects.update(state="done")
    looked_at(a_ticket(text=SURE))
    assert not Training.objects.filter(state="pending").exists()
