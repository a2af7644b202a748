"""What was learned of a subject and how right it is, as the page of it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from routing.guess_panel import CHOICES
from routing.models import LearnedVersion, Subject, Threshold, Training
from tickets.category_words import category_name
from tickets.models import Category

SIZE = 200  # of the plot, in its own units
SHOWN = 20  # versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One tenth of confidence on the plot: how sure on the right, how often right upward."""

    x: float
    y: float
    radius: float
    sure: int
    right: int
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One subject: what is in use of it, and what is happening to it."""

    subject: Subject
    live: LearnedVersion | None
    training: Training | None  # the last that was asked for
    percent: int
    is_on: bool

    @property
    def is_learning(self) -> bool:
        return self.training is not None and self.training.state == Training.State.PENDING

    @property
    def effect(self) -> Mapping[str, Any] | None:
        """Of the threshold that is set, by the nearest step below."""
        steps = self.live.figures.get("thresholds", []) if self.live else []
        below = [step for step in steps if step["percent"] <= self.percent]
        return below[-1] if below else None


def seen() -> list[Seen]:
    live = {one.subject: one for one in LearnedVersion.objects.filter(state=LearnedVersion.State.LIVE)}
    rows = Threshold.of_all()
    latest = {one.subject: one for one in Training.objects.order_by("subject", "-pk").distinct("subject")}
    return [
        Seen(
            subject=subject,
            live=live.get(subject),
            training=latest.get(subject),
            percent=rows[subject].percent,
            is_on=rows[subject].is_on,
        )
        for subject in Subject
    ]


def names_of(subject: str) -> dict[str, str]:
    """Labels in words."""
    if subject == Subject.CATEGORY:
        return {category.key: category_name(category) for category in Category.objects.all()}
    return {str(value): str(label) for value, label in CHOICES[Subject(subject)].choices}


def dots_of(figures: Mapping[str, Any]) -> list[Dot]:
    bins: Sequence[Mapping[str, Any]] = figures.get("bins", [])
    most = max((one["tickets"] for one in bins), default=1)
    return [
        Dot(
            x=round(SIZE * one["sure"], 1),
            y=round(SIZE * (1 - one["right"]), 1),
            radius=round(3 + 7 * (one["tickets"] / most) ** 0.5, 1),
            sure=round(100 * one["sure"]),
            right=round(100 * one["right"]),
            tickets=one["tickets"],
        )
        for one in bins
    ]


def with_names(figures: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Its labels by how many tickets they have, and what is mistaken for what, in words."""
    labels = sorted(figures.get("labels", []), key=lambda one: -one["tickets"])
    return {
        "labels": [one | {"name": names.get(one["label"], one["label"])} for one in labels],
        "confused": [
            one | {which: names.get(one[which], one[which]) for which in ("true", "said")}
            for one in figures.get("confused", [])
        ],
    }
