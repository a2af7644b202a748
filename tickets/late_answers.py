"""Whether a person may still answer after a channel's window has shut. What a provider has granted stands
with the channel's connection, which channels_in holds: it says here, at start-up, how to find out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tickets.capabilities import capabilities_of
from tickets.models import Channel

_granted: list[Callable[[Channel], bool]] = []


def ask(granted: Callable[[Channel], bool]) -> None:
    """Answered by that from now on."""
    _granted[:] = [granted]


def late_until(channel: Channel, *, shut_at: datetime) -> datetime | None:
    """None: nobody may, whether it is late already or not."""
    can = capabilities_of(channel)
    if can.late is None or can.window is None or not any(granted(channel) for granted in _granted):
        return None
    return shut_at - can.window + can.late
