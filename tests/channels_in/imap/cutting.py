"""A line to the server that is cut at a chosen moment, once; afterwards it works."""

from __future__ import annotations

import re
import select
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass


@dataclass
class Cut:
    """When `pattern` has gone by in this direction, and `after` more bytes of it, both ends are closed."""

    pattern: bytes
    by_server: bool
    after: int = 0


class CuttingLine:
    def __init__(self, server: int, cut: Cut | None, *, port: int = 0) -> None:
        self.server = server
        self.cut = cut
        self.cuts = 0
        self.listening = socket.create_server(("127.0.0.1", port))
        self.port = int(self.listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)  # else the thread that accepts keeps the port
        self.listening.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", self.server))
        heard = {True: b"", False: b""}  # by_server → what has gone by
        with client, server:
            while True:
                ready, _, _ = select.select([client, server], [], [], 30)
                for source in ready:
                    by_server = source is server
                    try:
                        data = source.recv(65536)
                    except OSError:
                        return
                    if not data:
                        return
                    passed = self._let_pass(heard, data, by_server)
                    (client if by_server else server).sendall(passed)
                    if len(passed) < len(data) or (self.cut is None and self.cuts and self._just_cut):
                        self._just_cut = False
                        return
                if not ready:
                    return

    _just_cut = False

    def _let_pass(self, heard: dict[bool, bytes], data: bytes, by_server: bool) -> bytes:
        before = len(heard[by_server])
        heard[by_server] += data
        if self.cut is None or self.cut.by_server != by_server:
            return data
        found = re.search(self.cut.pattern, heard[by_server])
        if not found or len(heard[by_server]) < found.end() + self.cut.after:
            return data
        end = found.end() + self.cut.after - before
        self.cut, self.cuts, self._just_cut = None, self.cuts + 1, True
        return data[: max(0, end)]
