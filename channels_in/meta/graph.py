"""The Graph API of Meta: one request, and what its answer means.

Where it listens is a setting of the server (ALUR_GRAPH_URL), never of a form: what an admin may write is not
where our token goes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from channels_in.chat.reading import Data, document, part, words
from helpdesk.lib.guarded_http import Answer, Limits, get, post

VERSION = "v25.0"
SECONDS = 20.0
LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    body: Data
    retry_after: str = ""
    usage: str = ""  # the header with how much of our share is used up

    @property
    def code(self) -> str:
        """Of the error that it tells; empty where it tells none."""
        return words(self.body, "error", "code", longest=20)

    @property
    def subcode(self) -> str:
        return words(self.body, "error", "error_subcode", longest=20)

    @property
    def message(self) -> str:
        return words(self.body, "error", "message", longest=500)

    @property
    def is_transient(self) -> bool:
        return part(self.body, "error").get("is_transient") is True

    @property
    def detail(self) -> str:
        error = part(self.body, "error")
        named = "/".join(one for one in (self.code, self.subcode) if one)
        said = (named, words(error, "message"), words(error, "error_data", "details"))
        return " ".join(one for one in said if one)[:1000]


def ask(path: str, *, token: str) -> Reply:
    return read_answer(get(url_of(path), headers=signed_in(token), limits=limits()))


def tell(path: str, body: Mapping[str, Any], *, token: str) -> Reply:
    headers = {**signed_in(token), "content-type": "application/json"}
    return read_answer(post(url_of(path), json.dumps(body).encode(), headers=headers, limits=limits()))


def limits(largest: int = LARGEST) -> Limits:
    return Limits(seconds=SECONDS, largest=largest, inside=settings.PROVIDERS.inside)


def url_of(path: str) -> str:
    return f"{settings.PROVIDERS.graph}/{VERSION}/{path}"


def signed_in(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def read_answer(answer: Answer) -> Reply:
    return Reply(
        status=answer.status,
        body=document(answer.body) or {},
        retry_after=answer.headers.get("retry-after", ""),
        usage=answer.headers.get("x-business-use-case-usage", "")[:5000],
    )
