"""The REST API of Twilio: one request about an account, and what its answer says.

Where it listens is a setting of the server (ALUR_TWILIO_URL), never of a form: what an admin may write is not
where our keys go. Source: twilio.com/docs/usage/requests-to-twilio.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from channels_in.chat.reading import Data, document, words
from channels_in.models import Connection
from channels_in.twilio.forms import CONTENT_TYPE
from helpdesk.lib.guarded_http import Answer, Limits, get, post

VERSION = "2010-04-01"
SECONDS = 20.0
LARGEST = 4 * 1024 * 1024
AGAIN = "#rc=5&rp=ct,5xx"  # behind an address of ours: come again when we cannot be reached or are busy


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    body: Data

    @property
    def code(self) -> str:
        """Of the error that it tells; empty where it tells none."""
        return words(self.body, "code", longest=20)

    @property
    def detail(self) -> str:
        said = (self.code or f"HTTP {self.status}", words(self.body, "message"))
        return " ".join(one for one in said if one)[:1000]


def ask(connection: Connection, path: str) -> Reply:
    return _read(get(url_of(connection, path), headers=signed_in(connection), limits=limits()))


def ask_account(connection: Connection) -> Reply:
    """Of the account itself, with its Auth Token: whether that is the one which signs."""
    account, tokens = account_of(connection), connection.secrets.get("auth_tokens") or [""]
    url = f"{settings.PROVIDERS.twilio}/{VERSION}/Accounts/{account}.json"
    return _read(get(url, headers=basic(account, str(tokens[0])), limits=limits()))


def tell(connection: Connection, path: str, form: Sequence[tuple[str, str]]) -> Reply:
    headers = {**signed_in(connection), "content-type": CONTENT_TYPE}
    body = urlencode(form).encode()
    return _read(post(url_of(connection, path), body, headers=headers, limits=limits()))


def remove(connection: Connection, path: str) -> Reply:
    url = url_of(connection, path)
    return _read(post(url, b"", headers=signed_in(connection), limits=limits(), method="DELETE"))


def limits(largest: int = LARGEST) -> Limits:
    return Limits(seconds=SECONDS, largest=largest, inside=settings.PROVIDERS.inside)


def url_of(connection: Connection, path: str) -> str:
    return f"{settings.PROVIDERS.twilio}{root_of(connection)}{path}"


def root_of(connection: Connection) -> str:
    return f"/{VERSION}/Accounts/{account_of(connection)}/"


def account_of(connection: Connection) -> str:
    return str(connection.options.get("account_sid", ""))


def signed_in(connection: Connection) -> dict[str, str]:
    """With an API key if there is one: it can be taken back alone. The Auth Token is for signatures."""
    name, secret = connection.secrets.get("api_key_sid", ""), connection.secrets.get("api_key_secret", "")
    if not (name and secret):
        tokens = connection.secrets.get("auth_tokens") or [""]
        name, secret = account_of(connection), tokens[0]
    return basic(name, secret)


def basic(name: str, secret: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()}


def _read(answer: Answer) -> Reply:
    return Reply(status=answer.status, body=document(answer.body) or {})
