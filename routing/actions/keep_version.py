from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events import actors
from events.record import record
from routing.guessing.figures import is_better
from routing.models import LearnedVersion, Training

State = LearnedVersion.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What came of a lesson; its file lies in its place already."""

    file: str
    texts: int
    examples: int
    labels: list[str]
    figures: dict[str, Any]
    live_figures: dict[str, Any]


@transaction.atomic
def keep_version(row: Training, learnt: Learnt | None) -> None:
    """A new version is used if it is better than the live one on the same tickets, which neither has seen."""
    row.step, row.finished_at = Training.Step.DONE, timezone.now()
    if learnt is None:
        row.outcome = Training.Outcome.TOO_LITTLE
    else:
        row.version = _kept(row, learnt)
        is_live = row.version.state == State.LIVE
        row.outcome = Training.Outcome.LIVE if is_live else Training.Outcome.NOT_BETTER
    row.save(update_fields=["step", "finished_at", "outcome", "version"])
    by = actors.system("training", row.pk)
    record("learning.finished", by=by, subject=row.subject, outcome=row.outcome, training=row.pk)


def _kept(row: Training, learnt: Learnt) -> LearnedVersion:
    versions = LearnedVersion.objects.select_for_update().filter(subject=row.subject)
    held = list(versions)
    live = next((one for one in held if one.state == State.LIVE), None)
    better = live is None or is_better(learnt.figures, learnt.live_figures)
    if live and better:
        live.state = State.KEPT
        live.save(update_fields=["state"])
    now = timezone.now()
    return LearnedVersion.objects.create(
        subject=row.subject,
        number=1 + (versions.aggregate(most=Max("number"))["most"] or 0),
        state=State.LIVE if better else State.NOT_BETTER,
        file=learnt.file,
        texts=learnt.texts,
        examples=learnt.examples,
        labels=learnt.labels,
        figures=learnt.figures,
        live_figures=learnt.live_figures,
        created_at=now,
        live_since=now if better else None,
    )
