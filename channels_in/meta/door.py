"""The door that Meta calls, the same for WhatsApp, Instagram and Messenger. One app has one address for all
its numbers and pages: what an item is for is said inside.
"""

from __future__ import annotations

import hmac
import re

from django.http import HttpRequest, HttpResponse

from channels_in.hooks.door import PlainDoor
from channels_in.meta.signature import HEADER, app_of, sign, signed_by
from channels_in.models import Connection

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{1,200}")
JSON = "application/json"
APP = "app"  # in the envelope: which app's secret the body was signed with


class MetaDoor(PlainDoor):
    def greet(self, request: HttpRequest, connection: Connection) -> HttpResponse | None:
        """hub.challenge as it came, and nothing else."""
        challenge = request.GET.get("hub.challenge", "")
        token = str(connection.secrets.get("verify_token", ""))
        is_ours = bool(token) and hmac.compare_digest(
            request.GET.get("hub.verify_token", "").encode(), token.encode()
        )
        if not is_ours or request.GET.get("hub.mode") != "subscribe" or not CHALLENGE.fullmatch(challenge):
            return None
        return HttpResponse(challenge, content_type="text/plain")

    def why_refused(self, request: HttpRequest, raw: bytes, connection: Connection) -> str:
        return "" if self._secret(request, raw, connection) else "bad_signature"

    def signed(self, raw: bytes, connection: Connection, address: str) -> dict[str, str] | None:
        secrets = connection.secrets.get("app_secrets") or []
        return {"Content-Type": JSON, HEADER: sign(secrets[0], raw)} if secrets else None

    def envelope(self, request: HttpRequest, raw: bytes, connection: Connection) -> dict[str, str]:
        return {APP: app_of(self._secret(request, raw, connection))}

    def _secret(self, request: HttpRequest, raw: bytes, connection: Connection) -> str:
        secrets = connection.secrets.get("app_secrets", [])
        return signed_by(secrets, signature=request.headers.get(HEADER, ""), raw=raw)
