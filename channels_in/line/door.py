"""The door that LINE calls: base64 of HMAC-SHA256 with the channel's secret, over the very bytes that came.

Source: developers.line.biz, Messaging API, "Verify webhook signature". There is no time in it: an old body
that is genuine is a repeat, known by the ids of its events.
"""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256

from django.http import HttpRequest

from channels_in.hooks.door import PlainDoor
from channels_in.models import Connection

HEADER = "X-Line-Signature"
NOBODYS = "no channel has this secret"


def sign(secret: str, raw: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), raw, sha256).digest()).decode()


class LineDoor(PlainDoor):
    def why_refused(self, request: HttpRequest, raw: bytes, connection: Connection) -> str:
        """A few minutes long there may be two secrets: LINE ends the older at once, our admin is slower."""
        given = request.headers.get(HEADER, "").encode("utf-8", "replace")
        secrets = [str(secret) for secret in connection.secrets.get("channel_secrets", []) if secret]
        matches = [hmac.compare_digest(given, sign(one, raw).encode()) for one in secrets or [NOBODYS]]
        return "" if secrets and any(matches) else "bad_signature"

    def signed(self, raw: bytes, connection: Connection, address: str) -> dict[str, str] | None:
        secrets = [str(secret) for secret in connection.secrets.get("channel_secrets", []) if secret]
        return {"Content-Type": "application/json", HEADER: sign(secrets[0], raw)} if secrets else None
