"""Answers browsers. Several such processes may share one listening socket."""

from __future__ import annotations

import gc
import socket
from importlib import import_module

import uvicorn
from django.conf import settings

from helpdesk.processes.limited_http import LimitedHttp

# A browser sends the socket a few words at most; its own messages are ids.
LONGEST_SOCKET_MESSAGE = 16 * 1024
APPLICATION = "helpdesk.asgi"


def listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening


def serve(listening: socket.socket) -> None:
    import_module(APPLICATION)
    gc.collect()
    gc.freeze()  # what is there for good need not be looked through while somebody waits for a page
    config = uvicorn.Config(
        f"{APPLICATION}:application",
        http=LimitedHttp,
        log_config=None,  # the settings configure logs
        access_log=False,
        lifespan="off",
        server_header=False,
        forwarded_allow_ips=settings.TRUSTED_PROXIES,
        timeout_graceful_shutdown=2,
        ws_max_size=LONGEST_SOCKET_MESSAGE,
        ws_ping_interval=15,
        ws_per_message_deflate=False,  # 50 kB a socket, for frames of a few words
        ws_ping_timeout=15,
    )
    uvicorn.Server(config).run(sockets=[listening])
