"""The priority score: points for what is known of a ticket, each by name, and what their sum means. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from routing.snapshot import Snapshot
from routing.words import Phrase, fold

Priority = Literal["low", "normal", "high", "urgent"]
Source = Literal["tier", "keyword", "channel", "category", "reopened"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordGroup:
    code: str  # what the group is about: "threat", "refund"
    phrases: tuple[Phrase, ...]
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    tiers: Mapping[str, int] = field(default_factory=dict)
    channels: Mapping[str, int] = field(default_factory=dict)  # by kind
    categories: Mapping[str, int] = field(default_factory=dict)  # by key; added to the category's own points
    keywords: tuple[KeywordGroup, ...] = ()
    reopened: int = 0
    normal_from: int = 20
    high_from: int = 50
    urgent_from: int = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    source: Source
    code: str  # of what exactly: "gold", "threat", "mail"
    points: int
    found: str = ""  # the customer's words that fit a keyword

    def as_data(self) -> dict[str, Any]:
        return {"source": self.source, "code": self.code, "points": self.points, "found": self.found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    total: int
    priority: Priority
    contributions: tuple[Contribution, ...]


def score(snapshot: Snapshot, scheme: Scheme) -> Score:
    contributions = tuple(one for one in _contributions(snapshot, scheme) if one.points)
    total = sum(one.points for one in contributions)
    return Score(total=total, priority=priority_of(total, scheme), contributions=contributions)


def priority_of(total: int, scheme: Scheme) -> Priority:
    if total >= scheme.urgent_from:
        return "urgent"
    if total >= scheme.high_from:
        return "high"
    return "normal" if total >= scheme.normal_from else "low"


def _contributions(snapshot: Snapshot, scheme: Scheme) -> Iterator[Contribution]:
    tier, kind, category = snapshot.customer_tier, snapshot.channel_kind, snapshot.category
    yield Contribution(source="tier", code=tier, points=scheme.tiers.get(tier, 0))
    yield from _keywords(snapshot, scheme)
    yield Contribution(source="channel", code=kind, points=scheme.channels.get(kind, 0))
    if category:
        points = snapshot.category_points + scheme.categories.get(category, 0)
        yield Contribution(source="category", code=category, points=points)
    if snapshot.is_reopened:
        yield Contribution(source="reopened", code="reopened", points=scheme.reopened)


def _keywords(snapshot: Snapshot, scheme: Scheme) -> Iterator[Contribution]:
    """Each group counts once, however often its words appear."""
    text = fold(f"{snapshot.subject}\n{snapshot.text}")
    for group in scheme.keywords:
        found = next((hit for phrase in group.phrases if (hit := phrase.find(text))), "")
        if found:
            yield Contribution(source="keyword", code=group.code, points=group.points, found=found)
