"""Lessons that die, nights that fail, and what is left lying: somebody looks after it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from routing.actions.start_training import start_training
from routing.guessing import lesson_plan
from routing.guessing.lesson_plan import plan_lessons
from routing.learned_files import folder, path_of
from routing.models import Subject, Training
from routing.tasks import give_lessons
from tests.builders import a_category
from tests.routing.guessing.taught import put_in_use

pytestmark = pytest.mark.django_db


def learn_now(subject="category"):
    row = start_training(subject, by=actors.SYSTEM)
    give_lessons()
    row.refresh_from_db()
    return row


def test_a_lesson_that_dies_comes_again(monkeypatch):
    monkeypatch.setattr("routing.guessing.lessons.sys.executable", "/bin/false")
    a_category(key="refund", examples="minta refund")

    row = learn_now()

    assert (row.state, row.attempts, row.outcome) == ("pending", 1, "")
    assert "ended with 1" in row.last_error


def test_what_can_be_learned_is_learned_once_and_again_at_night_when_there_is_news():
    plan_lessons()

    asked = set(Training.objects.values_list("subject", flat=True))
    assert asked == {Subject.SENTIMENT, Subject.URGENCY}  # no category has an example or a ticket yet
    plan_lessons()
    assert Training.objects.count() == 2


def test_a_night_that_failed_is_not_the_last(monkeypatch):
    """Dead after some seconds of trouble; the next night it is asked for again."""
    a_category(key="refund", examples="minta refund")
    asked = timezone.now() - timedelta(days=1)
    for subject in Subject.values:
        Training.objects.create(subject=subject, asked_at=asked, state="dead")
    monkeypatch.setattr(lesson_plan, "NIGHT", range(24))

    plan_lessons()

    assert Training.objects.filter(state="pending").values_list("subject", flat=True).get() == "category"


def test_while_one_learns_another_thread_leaves_the_rest_to_it():
    a_category(key="refund", examples="minta refund")
    soon = timezone.now() + timedelta(minutes=5)
    Training.objects.create(subject="urgency", asked_at=timezone.now(), lease_until=soon)
    waiting = start_training("category", by=actors.SYSTEM)

    give_lessons()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("pending", 0)


def test_what_a_killed_lesson_left_of_customers_words_goes_with_the_next():
    left = folder() / "lesson-abc"
    left.mkdir()
    (left / "texts.json").write_text("Where is my parcel?")

    give_lessons()

    assert not left.exists()


def test_files_of_versions_long_replaced_go_and_the_live_one_stays(learned):
    versions = [put_in_use(learned) for _ in range(13)]

    give_lessons()

    there = [path_of(version.file).exists() for version in versions]
    assert there == [False, False, *([True] * 11)]


def test_what_is_learned_from_is_written_for_nobody_else_to_read(monkeypatch):
    seen = {}

    def look(command, **_):
        desk = folder() / command[-1]
        seen["mode"] = desk.stat().st_mode & 0o777
        seen["given"] = json.loads((desk / "texts.json").read_text())
        raise OSError("enough")

    a_category(key="refund", examples="minta refund")
    monkeypatch.setattr("routing.guessing.lessons.subprocess.run", look)

    learn_now()

    assert seen == {"mode": 0o700, "given": {"learn": [["minta refund", "refund"]], "held_out": []}}
    assert list(folder().iterdir()) == []
