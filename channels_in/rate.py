"""How often is too often, counted in this process alone: a door that several processes serve lets more
through.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

FORGET_AT = 10_000  # keys remembered before the idle ones are dropped


@dataclass(frozen=True, slots=True)
class Limit:
    times: int
    seconds: float


@dataclass(slots=True)
class Rate:
    """Sliding windows per key. All limits must hold."""

    limits: tuple[Limit, ...]
    clock: Callable[[], float] = monotonic
    _seen: dict[str, deque[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, key: str) -> float:
        """Seconds until one more is allowed; 0: now."""
        with self._lock:
            return self._wait(key, self.clock())

    def take(self, key: str) -> float:
        """Count one if it is allowed. Else the seconds to wait, and nothing is counted."""
        with self._lock:
            now = self.clock()
            wait = self._wait(key, now)
            if not wait:
                self._seen.setdefault(key, deque(maxlen=max(limit.times for limit in self.limits))).append(
                    now
                )
                self._forget(now)
            return wait

    def _wait(self, key: str, now: float) -> float:
        seen = self._seen.get(key)
        if not seen:
            return 0.0
        return max(self._wait_for(limit, seen, now) for limit in self.limits)

    @staticmethod
    def _wait_for(limit: Limit, seen: deque[float], now: float) -> float:
        if len(seen) < limit.times:
            return 0.0
        return max(0.0, seen[-limit.times] + limit.seconds - now)

    def _forget(self, now: float) -> None:
        if len(self._seen) > FORGET_AT:
            longest = max(limit.seconds for limit in self.limits)
            self._seen = {key: seen for key, seen in self._seen.items() if seen[-1] > now - longest}
