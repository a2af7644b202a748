"""How each library spells the address of one and the same Postgres or Valkey."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from helpdesk.processes.places import Places

DATABASE_NAME = "alur"
DATABASE_USER = "postgres"
# A worker that freezes with a row in its hands loses its transaction, so that another may take the row.
HASTY = "-c statement_timeout=30s -c idle_in_transaction_session_timeout=20s"
# A migration may build an index for minutes, but must not make others wait for its lock.
PATIENT = "-c statement_timeout=0 -c lock_timeout=5s"


def database(url: str, places: Places, *, pooled: bool, patient: bool) -> dict[str, Any]:
    """Django's database settings. Web processes share a pool; others keep one connection each."""
    options: dict[str, Any] = {"options": PATIENT if patient else HASTY}
    if pooled:
        # Each costs Postgres some 12 MB, so what a rush has opened is closed again after a minute. One that
        # waits longer and longer for a database that is away would find it long after it is back.
        wait = {"timeout": 10, "reconnect_timeout": 5}
        options["pool"] = {"min_size": 1, "max_size": 8, "max_idle": 60, **wait}
    where = _from_url(url, options) if url else _embedded(places)
    return {
        "ENGINE": "django.db.backends.postgresql",
        **where,
        "CONN_MAX_AGE": 0 if pooled else None,
        "CONN_HEALTH_CHECKS": True,  # a process outlives a restart of Postgres
        "OPTIONS": options,
    }


def _embedded(places: Places) -> dict[str, Any]:
    return {"HOST": str(places.sockets), "USER": DATABASE_USER, "NAME": DATABASE_NAME}


def _from_url(url: str, options: dict[str, Any]) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", "") or unquote(parts.hostname or "")
    options.update(query)
    return {
        "HOST": host,
        "PORT": str(parts.port or ""),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": unquote(parts.path.lstrip("/")) or DATABASE_NAME,
    }


def valkey(url: str, places: Places, *, number: int) -> str:
    """For redis-py, the cache and the channel layer. Another server's databases are not ours to pick."""
    return url or f"unix://{places.valkey_socket}?db={number}"


def broker(url: str, places: Places) -> str:
    """For Celery, which knows a socket by another name."""
    url = url or f"unix://{places.valkey_socket}?db=0"
    return url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
