"""What skills a ticket asks for, as it stands after some waiting, and what somebody lacks of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from people.skill_steps import Step, level_after, next_step

Source = Literal["category", "language"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """By what a ticket is, before anybody has waited."""

    skill: int
    level: int
    source: Source
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNow:
    skill: int
    level: int  # 0: nobody needs it any more
    asked: int  # at first
    source: Source
    next_at: datetime | None = None  # then less will do
    next_level: int | None = None

    def as_data(self) -> dict[str, Any]:
        return {
            "skill": self.skill,
            "level": self.level,
            "asked": self.asked,
            "source": self.source,
            "next_at": self.next_at.isoformat() if self.next_at else None,
            "next_level": self.next_level,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    skill: int
    asks: int
    has: int

    def as_data(self) -> dict[str, int]:
        return {"skill": self.skill, "asks": self.asks, "has": self.has}


def as_it_stands(asked: Asked, *, since: datetime, at: datetime) -> AskedNow:
    """`since`: from then on the customer waits."""
    minutes = max(0.0, (at - since).total_seconds() / 60)
    step = next_step(asked.steps, asked.level, minutes)
    return AskedNow(
        skill=asked.skill,
        level=level_after(asked.steps, asked.level, minutes),
        asked=asked.level,
        source=asked.source,
        next_at=since + timedelta(minutes=step.after_minutes) if step else None,
        next_level=level_after(asked.steps, asked.level, step.after_minutes) if step else None,
    )


def lacking(asked: Iterable[AskedNow], levels: Mapping[int, int]) -> tuple[Lack, ...]:
    found = (Lack(skill=one.skill, asks=one.level, has=levels.get(one.skill, 0)) for one in asked)
    return tuple(lack for lack in found if lack.has < lack.asks)
