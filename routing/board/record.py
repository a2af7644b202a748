"""How well the forecast has kept its word, for the teams of the board, from what it said at the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from routing.board.scope import Scope
from routing.forecasting.kept_word import Outcome, Word, word_of
from routing.forecasting.promise import LEADS
from routing.models import Foreseen

SINCE = timedelta(days=28)
MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Of what was said so many minutes ahead."""

    minutes: int
    word: Word
    rehearsed: int

    @property
    def recall(self) -> int | None:
        return _percent(self.word.recall)

    @property
    def precision(self) -> int | None:
        return _percent(self.word.precision)

    @property
    def base(self) -> int | None:
        return _percent(self.word.base)

    @property
    def error(self) -> int | None:
        return _percent(self.word.error)


def records_of(scope: Scope) -> Sequence[Record]:
    """Half an hour ahead first: that is what the forecast is held to."""
    teams = Q(clock__ticket__team__in=scope.team_ids)
    if scope.has_unrouted:
        teams |= Q(clock__ticket__team=None)
    known = Foreseen.objects.filter(teams, was_broken__isnull=False, said_at__gte=timezone.now() - SINCE)
    rows = known.order_by("-said_at").values_list("lead", "chance", "was_broken", "is_rehearsed")[:MOST]
    found = list(rows)
    return [_record(lead // 60, found) for lead in sorted(LEADS)]


def _record(lead: int, rows: Sequence[tuple[int, float, bool | None, bool]]) -> Record:
    theirs = [row for row in rows if row[0] == lead]
    return Record(
        minutes=lead,
        word=word_of(Outcome(chance, bool(broken)) for _, chance, broken, _ in theirs),
        rehearsed=sum(rehearsed for *_, rehearsed in theirs),
    )


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
