"""The Messaging API of LINE: one request, and what its answer says.

Source: developers.line.biz/en/reference/messaging-api/. Where it listens is a setting of the server
(ALUR_LINE_URL, ALUR_LINE_DATA_URL), never of a form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from channels_in.chat.reading import Data, document, parts, words
from channels_in.models import Connection
from helpdesk.lib.guarded_http import Answer, Limits, get, post

SECONDS = 20.0
LARGEST = 1024 * 1024
RETRY_KEY = "x-line-retry-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    body: Data
    request: str = ""  # their number of it, which their support asks for
    retry_after: str = ""

    @property
    def message(self) -> str:
        return words(self.body, "message", longest=500)

    @property
    def detail(self) -> str:
        found = [words(one, "property", longest=100) for one in parts(self.body, "details")][:5]
        more = [f"{self.status} {self.message}".strip(), *found]
        return " ".join([*(one for one in more if one), *([f"[{self.request}]"] if self.request else [])])[
            :1000
        ]


def ask(path: str, *, token: str, seconds: float = SECONDS) -> Reply:
    url = f"{settings.PROVIDERS.line}/{path}"
    return _read(get(url, headers=signed_in(token), limits=limits(seconds=seconds)))


def tell(path: str, body: Mapping[str, Any], *, token: str, key: str = "", method: str = "POST") -> Reply:
    """`key`: by which LINE knows the request again, for a day."""
    headers = {**signed_in(token), "content-type": "application/json", **({RETRY_KEY: key} if key else {})}
    url = f"{settings.PROVIDERS.line}/{path}"
    return _read(post(url, json.dumps(body).encode(), headers=headers, limits=limits(), method=method))


def token_of(connection: Connection) -> str:
    return str(connection.secrets.get("channel_access_token", ""))


def signed_in(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def limits(largest: int = LARGEST, *, seconds: float = SECONDS) -> Limits:
    return Limits(seconds=seconds, largest=largest, redirects=0, inside=settings.PROVIDERS.inside)


def _read(answer: Answer) -> Reply:
    return Reply(
        status=answer.status,
        body=document(answer.body) or {},
        request=answer.headers.get("x-line-request-id", "")[:100],
        retry_after=answer.headers.get("retry-after", ""),
    )
