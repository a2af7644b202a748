"""How long promises of a queue ran until they were kept, as a few hundred moments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOMENTS = 400
DOUBT = 4.0  # so many imagined ones, half of them late, stand beside those that were seen


@dataclass(frozen=True, slots=True)
class Pace:
    moments: Sequence[float] = ()  # rising; each stands for as many promises
    seen: int = 0

    @classmethod
    def of(cls, lasted: Iterable[float]) -> Pace:
        ordered = sorted(lasted)
        if len(ordered) <= MOMENTS:
            return cls(ordered, len(ordered))
        step = len(ordered) / MOMENTS
        return cls([ordered[int((n + 0.5) * step)] for n in range(MOMENTS)], len(ordered))

    def slow(self, used: float, left: float) -> float:
        """Of those that had run so long, the share that was not kept in the time that is left."""
        longer = self._longer(used)
        return (self._longer(used + left) + DOUBT / 2) / (longer + DOUBT)

    def _longer(self, than: float) -> float:
        if not self.moments:
            return 0.0
        share = 1 - bisect_right(self.moments, than) / len(self.moments)
        return share * self.seen
