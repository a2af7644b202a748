"""What customers thought of our help in a while: of the tickets that the reader sees, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet, Subquery

from analytics.left_out import words_for
from analytics.models import Rating, Survey
from analytics.models.rating import GOOD, RatingQuerySet
from people.models import Agent

PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    name: str
    ratings: int
    average: float | None
    good: int  # ratings of 4 and 5
    kind: str = ""  # of a channel

    @property
    def percent(self) -> int | None:
        """CSAT: the share of 4 and 5."""
        return round(100 * self.good / self.ratings) if self.ratings else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    total: Score
    asked: int
    answered: int  # of those that were asked in this time
    teams: Sequence[Score]
    agents: Sequence[Score]
    channels: Sequence[Score]
    left_out: Sequence[tuple[str, int]]

    @property
    def response_percent(self) -> int | None:
        return round(100 * self.answered / self.asked) if self.asked else None


def satisfaction(agent: Agent, *, since: datetime) -> Satisfaction:
    ratings = Rating.objects.visible_to(agent).filter(created_at__gte=since)
    asked = Survey.objects.visible_to(agent).asked().filter(asked_at__gte=since)
    counts = asked.aggregate(asked=Count("pk"), answered=Count("rating"))
    return Satisfaction(
        total=_score("", ratings.aggregate(**_sums())),
        asked=counts["asked"],
        answered=counts["answered"],
        teams=_by(ratings, "survey__team__name"),
        agents=_by(ratings, "survey__agent__name"),
        channels=_by(ratings, "survey__ticket__channel__name", "survey__ticket__channel__kind"),
        left_out=_left_out(Survey.objects.visible_to(agent).filter(resolved_at__gte=since)),
    )


def said(agent: Agent, *, since: datetime, low: bool, before: int | None) -> list[Rating]:
    """A page of ratings, the newest first, and one more if there are older ones."""
    found = Rating.objects.visible_to(agent).filter(created_at__gte=since)
    found = found.filter(score__lt=GOOD) if low else found
    found = found.filter(_older_than(before)) if before else found
    rows = found.select_related("survey__ticket__customer", "survey__ticket__channel", "survey__agent")
    return list(rows.order_by("-created_at", "-pk")[: PAGE + 1])


def _older_than(pk: int) -> Q:
    """In the order of the page; none is older than one that is not there."""
    at = Rating.objects.filter(pk=pk).values("created_at")[:1]
    return Q(created_at__lt=Subquery(at)) | Q(created_at=Subquery(at), pk__lt=pk)


def _sums() -> dict[str, Any]:
    return {"ratings": Count("pk"), "average": Avg("score"), "good": Count("pk", filter=Q(score__gte=GOOD))}


def _by(ratings: RatingQuerySet, name: str, *more: str) -> list[Score]:
    """Those with most ratings first: a single voice says little."""
    rows = ratings.exclude(**{name: None}).order_by().values(name, *more).annotate(**_sums())
    found = [_score(row[name], row, kind=row[more[0]] if more else "") for row in rows]
    return sorted(found, key=lambda score: (-score.ratings, score.name.lower()))


def _score(name: str, row: dict[str, Any], *, kind: str = "") -> Score:
    return Score(name=name, ratings=row["ratings"], average=row["average"], good=row["good"], kind=kind)


def _left_out(surveys: QuerySet[Survey]) -> list[tuple[str, int]]:
    rows = surveys.filter(status=Survey.Status.LEFT_OUT).order_by().values_list("reason")
    return [(words_for(reason), n) for reason, n in rows.annotate(n=Count("pk")).order_by("-n", "reason")]
