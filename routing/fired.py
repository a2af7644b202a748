"""What a sweep of the clocks has found."""

from __future__ import annotations

from dataclasses import dataclass

from routing.clocks import Kept
from routing.clockwork import Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """One threshold of one clock that was reached and had not been told."""

    clock: Kept
    threshold: Threshold

    @property
    def key(self) -> tuple[int, str, int, int]:
        row = self.clock.row
        return row.ticket_id, row.metric, row.cycle, self.threshold.point
