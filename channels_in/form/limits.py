"""How often a public form may be sent, counted for all web processes together, or by each alone if need
be.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Mapping

from django.core.cache import cache
from redis.exceptions import RedisError

from channels_in.network import network_of
from channels_in.rate import Limit, Rate

log = logging.getLogger(__name__)

PER_VISITOR = (Limit(5, 60), Limit(30, 3600))
PER_FORM = (Limit(60, 60), Limit(1000, 3600))
_alone: dict[tuple[Limit, ...], Rate] = {limits: Rate(limits) for limits in (PER_VISITOR, PER_FORM)}


def take(*, form: int, peer: str) -> int:
    """Count this try if it is allowed. Else the seconds to wait, and nothing is counted."""
    asked = {f"form:{form}:{network_of(peer)}": PER_VISITOR, f"form:{form}": PER_FORM}
    try:
        return _take_together(asked)
    except (RedisError, OSError) as error:
        log.warning("Counting alone: %s", error)
        return _take_alone(asked)


def _take_together(asked: Mapping[str, tuple[Limit, ...]]) -> int:
    """Fixed windows: one counter each, gone by itself."""
    now = time.time()
    counted, wait = [], 0
    for key, limit in ((key, limit) for key, limits in asked.items() for limit in limits):
        window = int(now // limit.seconds)
        name = f"{key}:{int(limit.seconds)}:{window}"
        cache.add(name, 0, timeout=int(limit.seconds) + 5)
        counted.append(name)
        if cache.incr(name) > limit.times:
            wait = max(wait, math.ceil((window + 1) * limit.seconds - now))
    if wait:
        for name in counted:
            cache.decr(name)
    return wait


def _take_alone(asked: Mapping[str, tuple[Limit, ...]]) -> int:
    wait = max(_alone[limits].wait(key) for key, limits in asked.items())
    if not wait:
        for key, limits in asked.items():
            _alone[limits].take(key)
    return math.ceil(wait)
