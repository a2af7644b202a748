"""The head of a request is small and comes soon: nobody fills the memory or holds a place with one."""

from __future__ import annotations

import asyncio
import http

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 * 1024
HEAD_SECONDS = 30.0  # from the beginning of a connection or of a further request on it


class LimitedHttp(HttpToolsProtocol):
    head_size = 0
    is_in_head = True
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

    def on_headers_complete(self) -> None:
        self._have_head()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.is_in_head:
            self.head_size += len(data)
            if self.head_size > LARGEST_HEAD:
                self._refuse(http.HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def _wait_for_head(self) -> None:
        self._have_head()
        self.is_in_head, self.head_size = True, 0
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
