"""Who looks at a ticket and who is writing on it: kept in Valkey for a moment, and nothing but a hint."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from weakref import WeakKeyDictionary

from django.conf import settings
from redis import Redis as WaitingRedis
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

LOOKS = 45.0  # seconds for which a browser that says nothing more counts as looking
TYPES = 6.0

# A client keeps its sockets per event loop; a process has one, tests have many.
_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, Redis] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    id: int
    name: str
    typing: str = ""  # "reply" or "note"


async def look(ticket_id: int, *, agent_id: int, name: str, typing: str = "") -> None:
    now = time.time()
    seen = json.dumps([name, now + LOOKS, typing, now + TYPES])
    await _ask("hset", _key(ticket_id), str(agent_id), seen)
    await _ask("expire", _key(ticket_id), int(LOOKS) + 1)


async def leave(ticket_id: int, *, agent_id: int) -> None:
    await _ask("hdel", _key(ticket_id), str(agent_id))


def who_replies(ticket_id: int) -> str:
    """The name of somebody who writes an answer now, for who asks outside of any event loop."""
    try:
        kept = _waiting_client().hgetall(_key(ticket_id))
    except (RedisError, OSError) as error:
        log.warning("Nobody knows who is looking: %s", error)
        return ""
    return next((one.name for one in _present(kept) if one.typing == "reply"), "")


async def viewers(ticket_ids: Sequence[int]) -> dict[int, list[Viewer]]:
    """By ticket; those nobody looks at are left out."""
    if not ticket_ids:
        return {}
    try:
        async with _client().pipeline(transaction=False) as pipe:
            for ticket_id in ticket_ids:
                pipe.hgetall(_key(ticket_id))
            answers = await pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("Nobody knows who is looking: %s", error)
        return {}
    found = {ticket_id: _present(kept) for ticket_id, kept in zip(ticket_ids, answers, strict=True)}
    return {ticket_id: there for ticket_id, there in found.items() if there}


def as_message(ticket_id: int, there: Sequence[Viewer]) -> dict[str, object]:
    return {"type": "viewing", "ticket": ticket_id, "agents": [asdict(viewer) for viewer in there]}


def _present(kept: Mapping[bytes | str, bytes | str]) -> list[Viewer]:
    now = time.time()
    there = []
    for agent_id, seen in kept.items():
        name, until, typing, types_until = json.loads(seen)
        if until > now:
            there.append(Viewer(id=int(agent_id), name=name, typing=typing if types_until > now else ""))
    return sorted(there, key=lambda viewer: viewer.id)


def _key(ticket_id: int) -> str:
    return f"alur:viewing:{ticket_id}"


def _client() -> Redis:
    loop = asyncio.get_running_loop()
    if loop not in _clients:
        _clients[loop] = Redis.from_url(
            str(settings.CACHES["default"]["LOCATION"]), socket_timeout=1, socket_connect_timeout=1
        )
    return _clients[loop]


@cache
def _waiting_client() -> WaitingRedis:
    return WaitingRedis.from_url(
        str(settings.CACHES["default"]["LOCATION"]), socket_timeout=1, socket_connect_timeout=1
    )


async def _ask(command: str, *args: object) -> None:
    try:
        await _client().execute_command(command, *args)  # type: ignore[no-untyped-call]
    except (RedisError, OSError) as error:
        log.warning("Nobody knows who is looking: %s", error)
