"""How often a public form may be sent, counted for all web processes together, or by each alone if need
be.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import time

from django.core.cache import cache
from redis.exceptions import RedisError

from channels_in.rate import Limit, Rate

log = logging.getLogger(__name__)

PER_VISITOR = (Limit(5, 60), Limit(30, 3600))
PER_FORM = (Limit(60, 60), Limit(1000, 3600))
_alone: dict[tuple[Limit, ...], Rate] = {limits: Rate(limits) for limits in (PER_VISITOR, PER_FORM)}


def seconds_to_wait(*, form: int, peer: str) -> int:
    """0: now. Counts this try if it is allowed."""
    visitor = _count(f"form:{form}:{_network(peer)}", PER_VISITOR)
    return visitor or _count(f"form:{form}", PER_FORM)


def _count(key: str, limits: tuple[Limit, ...]) -> int:
    try:
        return max(_count_in_window(key, limit) for limit in limits)
    except (RedisError, OSError) as error:
        log.warning("Counting alone: %s", error)
        return math.ceil(_alone[limits].take(key))


def _count_in_window(key: str, limit: Limit) -> int:
    """Fixed windows: one counter each, gone by itself."""
    now = time.time()
    window = int(now // limit.seconds)
    name = f"{key}:{int(limit.seconds)}:{window}"
    cache.add(name, 0, timeout=int(limit.seconds) + 5)
    if cache.incr(name) <= limit.times:
        return 0
    return math.ceil((window + 1) * limit.seconds - now)


def _network(peer: str) -> str:
    """A visitor has a whole /64 of the new addresses to themselves."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)
