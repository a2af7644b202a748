"""How often is too often, counted for all web processes together, or by each alone if need be."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Mapping

from django.core.cache import cache
from redis.exceptions import RedisError

from channels_in.rate import Limit, Rate

log = logging.getLogger(__name__)

_alone: dict[tuple[Limit, ...], Rate] = {}


def take(asked: Mapping[str, tuple[Limit, ...]]) -> int:
    """Count this try for every key, if all allow it. Else the seconds to wait, and nothing is counted."""
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
    rates = {key: _alone.setdefault(limits, Rate(limits)) for key, limits in asked.items()}
    wait = max((rate.wait(key) for key, rate in rates.items()), default=0)
    if not wait:
        for key, rate in rates.items():
            rate.take(key)
    return math.ceil(wait)
