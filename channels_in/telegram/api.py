"""The Telegram Bot API: one request, and what its answer says.

Source: core.telegram.org/bots/api#making-requests. The token stands in every address, so no address is ever
kept, shown or put into an error. Where it listens is a setting of the server (ALUR_TELEGRAM_URL).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings

from channels_in.chat.reading import Data, document, part, whole, words
from channels_in.models import Connection
from helpdesk.lib.guarded_http import Limits, post
from tickets import attachment_files
from tickets.models import Attachment

SECONDS = 20.0
SECONDS_FOR_A_FILE = 60.0
LARGEST = 1024 * 1024
DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    body: Data
    detail: str  # their own words, without the token

    @property
    def is_of_the_api(self) -> bool:
        """Not of something between us, which says nothing about the message."""
        return isinstance(self.body.get("ok"), bool)

    @property
    def is_ok(self) -> bool:
        return self.body.get("ok") is True

    @property
    def code(self) -> int:
        return whole(self.body, "error_code") or self.status

    @property
    def retry_after(self) -> int:
        """Seconds, a day at most; 0 where it does not say."""
        return min(max(0, whole(self.body, "parameters", "retry_after") or 0), DAY)

    @property
    def result(self) -> Data:
        return part(self.body, "result")


def call(method: str, fields: Mapping[str, Any], *, token: str, seconds: float = SECONDS) -> Reply:
    headers = {"content-type": "application/json"}
    return _ask(method, json.dumps(fields).encode(), headers, token=token, seconds=seconds)


def upload(method: str, fields: Mapping[str, Any], file: Attachment, *, field: str, token: str) -> Reply:
    """multipart/form-data (RFC 7578), the only way to hand over a file that no public address has."""
    body, kind = _multipart(fields, file, field)
    return _ask(method, body, {"content-type": kind}, token=token, seconds=SECONDS_FOR_A_FILE)


def token_of(connection: Connection) -> str:
    return str(connection.secrets.get("bot_token", ""))


def address_of(path: str, *, token: str, below: str = "bot") -> str:
    """`below`: "bot" for methods, "file/bot" for what a path of theirs names."""
    return f"{settings.PROVIDERS.telegram}/{below}{quote(token, safe=':')}/{quote(path, safe='/')}"


def limits(largest: int = LARGEST, *, seconds: float = SECONDS) -> Limits:
    return Limits(seconds=seconds, largest=largest, redirects=0, inside=settings.PROVIDERS.inside)


def _ask(method: str, body: bytes, headers: Mapping[str, str], *, token: str, seconds: float) -> Reply:
    answer = post(address_of(method, token=token), body, headers=headers, limits=limits(seconds=seconds))
    said = document(answer.body) or {}
    detail = words(said, "description", longest=1000)
    if token:
        detail = detail.replace(token, "…")
    return Reply(status=answer.status, body=said, detail=detail)


def _multipart(fields: Mapping[str, Any], file: Attachment, field: str) -> tuple[bytes, str]:
    boundary = secrets.token_hex(16)
    lines = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{_written(value)}\r\n'
        for name, value in fields.items()
    ]
    name = file.name.replace("\r", " ").replace("\n", " ").replace('"', "%22")
    head = "".join(lines) + (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        f"Content-Type: {file.content_type}\r\n\r\n"
    )
    with attachment_files.read(file) as content:
        body = head.encode() + content.read() + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
