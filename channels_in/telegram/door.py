"""The door that Telegram calls. Nothing signs the body: who knows the secret that setWebhook was told is
Telegram, whatever the bytes.

Source: core.telegram.org/bots/api#setwebhook. A 2xx answer that holds "method" is carried out in the bot's
name, so that every answer of this door is empty.
"""

from __future__ import annotations

import hmac

from django.http import HttpRequest

from channels_in.hooks.door import PlainDoor
from channels_in.models import Connection

HEADER = "X-Telegram-Bot-Api-Secret-Token"
NOBODYS = "no bot has this secret"


class TelegramDoor(PlainDoor):
    def why_refused(self, request: HttpRequest, raw: bytes, connection: Connection) -> str:
        """While the secret is changed the older one passes: requests were queued with it."""
        given = request.headers.get(HEADER, "").encode("utf-8", "replace")
        secrets = [str(secret) for secret in connection.secrets.get("webhook_secrets", []) if secret]
        matches = [hmac.compare_digest(given, secret.encode()) for secret in secrets or [NOBODYS]]
        return "" if secrets and any(matches) else "bad_secret"

    def signed(self, raw: bytes, connection: Connection, address: str) -> dict[str, str] | None:
        secrets = [str(secret) for secret in connection.secrets.get("webhook_secrets", []) if secret]
        return {"Content-Type": "application/json", HEADER: secrets[0]} if secrets else None
