"""Works off a Training: texts from the database, a lesson in a process of its own, a version in the registry.

No transaction is open while it learns; nothing of it is left but the version when it is over.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models.functions import Now

from events.claims import Failure, claim, give_back, run
from routing.actions.keep_version import Learnt, keep_version
from routing.actions.note_training import note_training
from routing.guessing.figures import figures
from routing.guessing.texts import Texts, texts_of
from routing.learned_files import folder, path_of
from routing.models import LearnedVersion, Subject, Training

DESK = "lesson-"
KEPT = 10  # versions of a subject beside the live one, to go back to
LONGEST = timedelta(minutes=30)  # five are promised, for 50,000 tickets


def give_lessons() -> None:
    """One after the other; a second thread or worker leaves them to the first, and looks at tickets."""
    if Training.objects.filter(state=Training.State.PENDING, lease_until__gt=Now()).exists():
        return
    tidy()
    while rows := claim(Training.objects.all(), limit=1, lease=LONGEST):
        give_lesson(rows[0])


def tidy() -> None:
    """What a lesson that was killed has left of customers' words, and files of versions long replaced."""
    for desk in folder().glob(f"{DESK}*"):
        shutil.rmtree(desk, ignore_errors=True)
    for subject in Subject:
        old = LearnedVersion.objects.filter(subject=subject).exclude(state=LearnedVersion.State.LIVE)
        for version in old.order_by("-number")[KEPT:]:
            path_of(version.file).unlink(missing_ok=True)


def give_lesson(row: Training) -> bool:
    """False if it failed: then it comes again, or lies with other dead work."""
    try:
        note_training(row, step=Training.Step.LEARNING)
        learnt = _learn(row)
    except (OSError, subprocess.SubprocessError, Failure) as error:
        give_back(row, error)
        return False
    return run(row, lambda held: keep_version(held, learnt))


def _learn(row: Training) -> Learnt | None:
    """None: there is too little to tell anything apart."""
    texts = texts_of(row.subject)
    live = LearnedVersion.objects.filter(subject=row.subject, state=LearnedVersion.State.LIVE).first()
    with _desk() as desk:
        pairs = [*texts.examples, *texts.learned]
        (desk / "texts.json").write_text(json.dumps({"learn": pairs, "held_out": texts.held_out}))
        if live and path_of(live.file).exists():
            shutil.copy(path_of(live.file), desk / "live.npz")
        answers = _lesson(desk)
        if answers.get("too_little"):
            return None
        file = f"{row.subject}-{row.pk}.npz"
        (desk / "learned.npz").replace(path_of(file))
    return _learnt(file, texts, answers)


@contextmanager
def _desk() -> Iterator[Path]:
    """Customers' words lie here for as long as a lesson takes, for nobody else to read."""
    desk = Path(tempfile.mkdtemp(prefix=DESK, dir=folder()))
    try:
        yield desk
    finally:
        shutil.rmtree(desk, ignore_errors=True)


def _lesson(desk: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "routing.learning.lesson", str(desk)],
        cwd=settings.BASE_DIR,
        env={"PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        check=False,
        timeout=LONGEST.total_seconds() - 60,
    )
    if done.returncode:
        raise Failure(
            f"The lesson ended with {done.returncode}: {done.stderr.decode(errors='replace')[-1000:]}"
        )
    answers: dict[str, Any] = json.loads((desk / "answers.json").read_text())
    return answers


def _learnt(file: str, texts: Texts, answers: dict[str, Any]) -> Learnt:
    truth = [label for _, label in texts.held_out]
    live = answers["live_answers"]
    return Learnt(
        file=file,
        texts=len(texts.learned),
        examples=len(texts.examples),
        labels=answers["labels"],
        figures=figures(truth, answers["answers"]),
        live_figures=figures(truth, live) if live else {},
    )
