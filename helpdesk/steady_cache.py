"""Valkey may vanish; signing in must not. What counts guesses then counts in this process's own memory."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

GUARDS = "allauth"  # how the keys begin that hold limits of signing in, and codes that were used
AWAY_SECONDS = 5.0  # each question to a Valkey that hangs costs a second


class SteadyCache(RedisCache):
    """Of what no sign-in needs, a failure is its asker's to handle, as it was."""

    asked_again_at: ClassVar[float] = 0.0

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.own = LocMemCache("guards", {})

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("add", key, value, timeout=timeout, version=version))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default, version=version)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, value, timeout=timeout, version=version)

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("delete", key, version=version))

    def _ask(self, what: str, key: str, *given: Any, **more: Any) -> Any:
        if not key.startswith(GUARDS):
            return getattr(super(), what)(key, *given, **more)
        if time.monotonic() >= SteadyCache.asked_again_at:
            try:
                return getattr(super(), what)(key, *given, **more)
            except RedisError:
                SteadyCache.asked_again_at = time.monotonic() + AWAY_SECONDS
        return getattr(self.own, what)(key, *given, **more)
