"""A mail server that hangs up, stalls or reads slowly just where it is told to."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HANG_UP, STALL, LATE = "hang up", "stall", "late"  # LATE: a good answer, after half a second


@dataclass
class StubbornServer:
    answers: dict[str, str] = field(default_factory=dict)  # a pattern of commands → the answer to them
    reads: Callable[[int], None] = lambda heard: None  # called before each piece of a content, with its place
    taken: list[bytes] = field(default_factory=list)
    sessions: int = 0
    port: int = 0


@contextmanager
def stubborn_server(**settings: object) -> Iterator[StubbornServer]:
    server = StubbornServer(**settings)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)  # so that a slow reader is felt
    server.port = int(listening.getsockname()[1])

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                server.sessions += 1
                threading.Thread(target=_talk, args=(server, client), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        listening.close()


def _talk(server: StubbornServer, client: socket.socket) -> None:
    with client, suppress(OSError), client.makefile("rb", 4096) as lines:
        client.sendall(b"220 ready\r\n")
        while line := lines.readline():
            command = line.decode().strip()
            answer = _answer(server, command)
            if answer == HANG_UP:
                return
            if answer == STALL:
                time.sleep(2)
                return
            if command == "DATA":
                client.sendall(b"354 go on\r\n")
                server.taken.append(_content(server, client))
                client.sendall(b"250 OK\r\n")
            else:
                client.sendall(f"{answer}\r\n".encode())


def _answer(server: StubbornServer, command: str) -> str:
    said = next((said for held, said in server.answers.items() if re.search(held, command)), "250 OK")
    if said != LATE:
        return said
    time.sleep(0.5)
    return "250 OK"


def _content(server: StubbornServer, client: socket.socket) -> bytes:
    heard = b""
    while not heard.endswith(b"\r\n.\r\n"):
        server.reads(len(heard))
        piece = client.recv(32 * 1024)
        if not piece:
            raise OSError("gone")
        heard += piece
    return heard
