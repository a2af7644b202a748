"""Nothing waits any more: what one goal has set going must not weigh on the next."""

from __future__ import annotations

import time

from channels_in.models import Receipt
from events.models import Reaction

PATIENCE = 240.0


def until_quiet(seconds: float = PATIENCE) -> bool:
    """False if the time was up first."""
    until = time.monotonic() + seconds
    while is_busy():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def is_busy() -> bool:
    return (
        Receipt.objects.filter(state=Receipt.State.PENDING).exists()
        or Reaction.objects.filter(state=Reaction.State.PENDING).exists()
    )
