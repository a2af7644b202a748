"""What may be kept for later, in Valkey: every page must also come out without it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.cache import cache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

BROKEN = 5.0  # seconds in which nobody asks again after a failure: each try may cost a timeout
_broken_until = 0.0


def get_many(keys: list[str]) -> dict[str, Any]:
    return _ask(lambda: cache.get_many(keys), otherwise={})


def get(key: str) -> Any:
    return _ask(lambda: cache.get(key), otherwise=None)


def keep(values: Mapping[str, Any], *, seconds: int) -> None:
    if values:
        _ask(lambda: cache.set_many(dict(values), seconds), otherwise=None)


def _ask(question: Callable[[], Answer], *, otherwise: Answer) -> Answer:
    global _broken_until
    if time.monotonic() < _broken_until:
        return otherwise
    try:
        return question()
    except (RedisError, OSError) as error:
        _broken_until = time.monotonic() + BROKEN
        log.warning("Nothing is kept for now: %s", error)
        return otherwise
