"""What rules make of a ticket that has just come, as the pipeline would do it. Pure.

A person's part in it is left out: what an agent has chosen since is no part of the snapshot as it came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from routing.classify import Classification, Rule, Verdicts, classify
from routing.priority import Scheme, score
from routing.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    team: int | None = None  # where it is at home
    points: int = 0
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What rules can give: teams and categories that are in use; and what points are given for."""

    teams: frozenset[int]
    topics: Mapping[str, Topic]
    scheme: Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    team: int | None
    priority: str
    category: str
    tags: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "tags": list(self.tags)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    outcome: Outcome
    classification: Classification


def replay(
    snapshot: Snapshot, rules: Sequence[Rule], world: World, *, known: Verdicts | None = None
) -> Replayed:
    decided = classify(snapshot, rules, known=known)
    category = _category(snapshot, decided, world)
    points = world.topics[category].points if category in world.topics else 0
    tags = frozenset(snapshot.tags) | set(decided.tags)
    team = _team(snapshot, decided, category, world)
    seen = replace(snapshot, category=category, category_points=points, team=team, tags=tags)
    outcome = Outcome(
        team=team,
        priority=decided.priority or score(seen, world.scheme).priority,
        category=category,
        tags=tuple(sorted({tag.casefold(): tag for tag in sorted(tags)}.values())),
    )
    return Replayed(outcome=outcome, classification=decided)


def _category(snapshot: Snapshot, decided: Classification, world: World) -> str:
    """What it came with stays; what is not in use is not given."""
    given = decided.category or ""
    may_be = given in world.topics and world.topics[given].is_active
    return given if may_be and not snapshot.category else snapshot.category


def _team(snapshot: Snapshot, decided: Classification, category: str, world: World) -> int | None:
    home = world.topics[category].team if category in world.topics else None
    wanted = decided.team or home
    return wanted if wanted in world.teams else snapshot.team
