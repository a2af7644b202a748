"""What every goal prints: one line of JSON with figure, floor, ratio, goal and the load of the machine."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from helpdesk.bench.timing import load_average

QUICK = 0.05
LEAST, SHORTEST = 4, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`met`: whether the goal of docs/performance.md is reached; `facts`: everything measured on the way."""

    goal: str
    met: bool
    wanted: str
    figure: float
    floor: float | None = None
    ratio: float | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    load: float = field(default_factory=load_average)

    def line(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where a goal finds the running product."""

    port: int
    smtp_port: int
    tickets: int
    pid: int
    share: float = 1.0

    def some(self, of: int) -> int:
        """The share of them that is measured: all, or fewer for a quick look."""
        return max(LEAST, int(of * self.share))

    def workers(self, of: int) -> int:
        """At a quick look their start would take longer than what they do."""
        return of if self.share >= QUICK else 2

    def rounds(self, of: int) -> int:
        return of if self.share >= QUICK else 1

    def seconds(self, whole: float) -> float:
        return max(SHORTEST, whole * self.share)
