"""The live versions in memory and what they say of new tickets. One process loads it: `manage.py learner`."""

from __future__ import annotations

import logging
from threading import Lock

from django.utils import timezone

from events.claims import drain, run
from events.nudge import nudge
from routing.actions.apply_guess import apply_guess
from routing.guessing.answer import Answer
from routing.guessing.lesson_plan import learn_anew
from routing.guessing.words import words_of
from routing.learned_files import path_of
from routing.learning.learned import Learned
from routing.learning.stored import Unreadable, read
from routing.models import Guess, LearnedVersion, live_subjects
from routing.snapshots import snapshot_of, whole
from routing.tasks import drain_team
from tickets.models import Ticket

log = logging.getLogger(__name__)

_loaded: dict[str, tuple[int, Learned]] = {}  # subject → the id of its version, and what it knows
_loading = Lock()


def guess_due() -> bool:
    """Look at every ticket that a guess is owed for. True if there may be more."""
    return drain(Guess.objects.all(), lambda row: run(row, _guess))


def _guess(row: Guess) -> None:
    ticket = whole(Ticket.objects.all()).get(pk=row.ticket_id)
    snapshot = snapshot_of(ticket, at=timezone.now())
    apply_guess(row.ticket_id, answers(words_of(snapshot.subject, snapshot.text)))
    offer_now(row.ticket_id)


def offer_now(ticket_id: int) -> None:
    """It was offered to nobody while it was being looked at; its team may be another by now."""
    waits = Ticket.objects.unassigned().filter(pk=ticket_id, team__isnull=False)
    for team in waits.values_list("team", flat=True):
        nudge(drain_team, str(team))


def answers(text: str) -> list[Answer]:
    """One for each subject that is learned and in use."""
    return [_answer(subject, text, *known) for subject, known in sorted(_live().items())]


def _live() -> dict[str, tuple[int, Learned]]:
    """Loaded again when another version is live: once, however many threads ask."""
    global _loaded
    wanted = LearnedVersion.objects.filter(state=LearnedVersion.State.LIVE, subject__in=live_subjects())
    versions = {version.subject: version for version in wanted}
    with _loading:
        kept = {subject: known for subject, known in _loaded.items() if subject in versions}
        _loaded = kept  # what is no longer live is let go before more is loaded
        for subject, version in versions.items():
            if subject not in kept or kept[subject][0] != version.pk:
                kept.pop(subject, None)
                _load(version, into=kept)
        return dict(kept)


def _load(version: LearnedVersion, *, into: dict[str, tuple[int, Learned]]) -> None:
    """What cannot be read says nothing, is logged each time it would have been asked, and is learned anew."""
    try:
        into[version.subject] = version.pk, read(path_of(version.file))
    except (OSError, Unreadable) as error:
        log.error("What was learned of %s (%s) cannot be read: %s", version.subject, version.file, error)
        learn_anew(version.subject)


def _answer(subject: str, text: str, version: int, learned: Learned) -> Answer:
    [guess] = learned.guess([text])
    return Answer(
        subject=subject,
        version=version,
        label=guess.label,
        confidence=guess.confidence,
        others=guess.others,
        is_strange=guess.is_strange,
        words=tuple(learned.reasons(text, guess.label)),
    )
