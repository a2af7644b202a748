"""How often a public form may be sent."""

from __future__ import annotations

from channels_in import counting
from channels_in.network import network_of
from channels_in.rate import Limit

PER_VISITOR = (Limit(5, 60), Limit(30, 3600))
PER_FORM = (Limit(60, 60), Limit(1000, 3600))


def take(*, form: int, peer: str) -> int:
    """Count this try if it is allowed. Else the seconds to wait, and nothing is counted."""
    return counting.take({f"form:{form}:{network_of(peer)}": PER_VISITOR, f"form:{form}": PER_FORM})
