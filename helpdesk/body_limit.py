"""The body of a request has an end: nobody fills the disk with one or holds a place for hours."""

from __future__ import annotations

import asyncio
import http
from typing import Any

# Above every limit of ours that is refused in words (files of a form, the API: 20 MB as base64).
LARGEST = 64 * 1024 * 1024
SECONDS = 300.0  # twenty megabytes from a phone on a bad line
DISCONNECT = {"type": "http.disconnect"}


class BodyLimit:
    """ASGI middleware before Django, which writes down a body whole before anything looks at it."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if _announced(scope) > LARGEST:
            await _refuse(send, http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        body = _Body(receive)
        await self.application(scope, body.receive, send)
        if body.fault:
            await _refuse(send, body.fault)


class _Body:
    def __init__(self, receive: Any) -> None:
        self.whole = receive
        self.size = 0
        self.is_complete = False
        self.fault: http.HTTPStatus | None = None
        self.until = asyncio.get_running_loop().time() + SECONDS

    async def receive(self) -> dict[str, Any]:
        """What comes next; from a body that is too much or too slow, that the other side has gone."""
        if self.fault:
            return DISCONNECT
        if self.is_complete:
            return await self.whole()  # type: ignore[no-any-return]
        try:
            async with asyncio.timeout_at(self.until):
                message: dict[str, Any] = await self.whole()
        except TimeoutError:
            self.fault = http.HTTPStatus.REQUEST_TIMEOUT
            return DISCONNECT
        self.size += len(message.get("body", b""))
        self.is_complete = not message.get("more_body", False)
        if self.size > LARGEST:
            self.fault = http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            return DISCONNECT
        return message


def _announced(scope: dict[str, Any]) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and len(value) < 19:
            return int(value)
        if name == b"content-length":
            return LARGEST + 1
    return 0


async def _refuse(send: Any, status: http.HTTPStatus) -> None:
    headers = [
        (b"content-length", b"0"),
        (b"connection", b"close"),
        (b"content-security-policy", b"default-src 'none'"),
    ]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
