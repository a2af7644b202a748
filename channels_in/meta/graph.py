"""The Graph API of Meta: one request, and what its answer means.

Where it listens is a setting of the server (ALUR_GRAPH_URL), never of a form: what an admin may write is not
where our token goes.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from channels_in.chat.reading import Data, document, part, words
from channels_in.models import Connection
from helpdesk.lib.guarded_http import Answer, Limits, get, post

VERSION = "v25.0"
SECONDS = 20.0
LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """With what we sign in. `secret`: of the app that the token is of. That we hold it is proved beside the
    token: an app can be set to demand that, and to no other it does harm.

    Source: developers.facebook.com, "Secure Graph API calls". The token itself stands in no address: those
    are written into logs.
    """

    token: str
    secret: str = ""

    @classmethod
    def of(cls, connection: Connection) -> Key:
        secrets = connection.secrets.get("app_secrets") or [""]
        return cls(token=str(connection.secrets.get("access_token", "")), secret=str(secrets[0]))

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    @property
    def proof(self) -> dict[str, str]:
        if not self.secret:
            return {}
        return {"appsecret_proof": hmac.new(self.secret.encode(), self.token.encode(), sha256).hexdigest()}


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
    def doubts_secret(self) -> bool:
        """The proof was made with a secret that is not the app's, or no more."""
        return self.code == "100" and "appsecret_proof" in self.message

    @property
    def is_transient(self) -> bool:
        return part(self.body, "error").get("is_transient") is True

    @property
    def detail(self) -> str:
        error = part(self.body, "error")
        named = "/".join(one for one in (self.code, self.subcode) if one)
        said = (named, words(error, "message"), words(error, "error_data", "details"))
        return " ".join(one for one in said if one)[:1000]


def ask(path: str, key: Key) -> Reply:
    return read_answer(get(url_of(path, key), headers=key.headers, limits=limits()))


def tell(path: str, body: Mapping[str, Any], key: Key) -> Reply:
    return give(path, json.dumps(body).encode(), "application/json", key)


def give(path: str, body: bytes, content_type: str, key: Key) -> Reply:
    headers = {**key.headers, "content-type": content_type}
    return read_answer(post(url_of(path, key), body, headers=headers, limits=limits()))


def limits(largest: int = LARGEST) -> Limits:
    return Limits(seconds=SECONDS, largest=largest, inside=settings.PROVIDERS.inside)


def url_of(path: str, key: Key) -> str:
    asked = f"{'&' if '?' in path else '?'}{urlencode(key.proof)}" if key.proof else ""
    return f"{settings.PROVIDERS.graph}/{VERSION}/{path}{asked}"


def read_answer(answer: Answer) -> Reply:
    return Reply(
        status=answer.status,
        body=document(answer.body) or {},
        retry_after=answer.headers.get("retry-after", ""),
        usage=answer.headers.get("x-business-use-case-usage", "")[:5000],
    )
