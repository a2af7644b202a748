"""The head of a request is small and comes soon: nobody fills the memory or holds a place with one.

Nor with what may stand behind a chunked body: trailers are read over, as nothing here waits for any, and
would else count as headers that no proxy has seen (RFC 9110, 6.5.1).
"""

from __future__ import annotations

import asyncio
import http

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 * 1024
LEAST_CHUNK = 6  # bytes on the line for one byte of the body, when each is a chunk of its own
HEAD_SECONDS = 30.0  # from the beginning of a connection or of a further request on it


class LimitedHttp(HttpToolsProtocol):
    head_size = 0
    is_in_head = True
    holds_another = False  # what was just received: the end of a request before, sent without waiting
    body_size = 0  # of what was just received
    beside_body = 0  # bytes since the last of the body: sizes of chunks, their extensions, trailers
    patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._have_head()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait_for_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        if self.is_in_head:
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        self.body_size += len(body)
        super().on_body(body)

    def on_headers_complete(self) -> None:
        self._have_head()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self.holds_another = True
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        self.body_size, self.holds_another = 0, False
        super().data_received(data)
        if self.is_in_head:
            self.head_size += 0 if self.holds_another else len(data)
        else:
            beside = max(0, len(data) - LEAST_CHUNK * self.body_size)
            self.beside_body = beside if self.body_size else self.beside_body + beside
        if max(self.head_size, self.beside_body) > LARGEST_HEAD:
            self._refuse(http.HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def _wait_for_head(self) -> None:
        self._have_head()
        self.is_in_head, self.head_size, self.beside_body = True, 0, 0
        self.patience = self.loop.call_later(HEAD_SECONDS, self._refuse, http.HTTPStatus.REQUEST_TIMEOUT)

    def _have_head(self) -> None:
        self.is_in_head = False
        if self.patience is not None:
            self.patience.cancel()
            self.patience = None

    def _refuse(self, status: http.HTTPStatus) -> None:
        self._have_head()
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if self.head_size and not is_answering:  # who has said nothing, or hears something, is told nothing
            line = f"HTTP/1.1 {status.value} {status.phrase}\r\n"
            self.transport.write(f"{line}content-length: 0\r\nconnection: close\r\n\r\n".encode())
        self.transport.close()
