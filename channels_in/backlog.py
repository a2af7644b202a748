"""Whether so much waits to be processed that senders had better keep what they have."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from channels_in.models import Receipt

MOST_WAITING = 20_000
COUNTED_FOR = 2.0


@dataclass(slots=True)
class Backlog:
    """Counted every now and then, and no further than it matters."""

    most: int = MOST_WAITING
    _is_too_long: bool = False
    _counted_at: float = -math.inf
    _lock: Lock = field(default_factory=Lock)

    def is_too_long(self) -> bool:
        with self._lock:
            now = monotonic()
            if now - self._counted_at > COUNTED_FOR:
                waiting = Receipt.objects.filter(state=Receipt.State.PENDING).values("pk")
                self._is_too_long = waiting[: self.most + 1].count() > self.most
                self._counted_at = now
            return self._is_too_long
