"""What of a connection follows from the rest, or is made by us: nobody types it, no file has to say it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from channels_in.meta.signature import app_of
from tickets.models import ChannelKind

Values = Mapping[str, Any]

# Kept as a list, the newest first, so that an older one is accepted while the other side changes.
LISTS = frozenset({"signing", "app_secrets", "channel_secrets", "auth_tokens", "webhook_secrets"})
KEPT = 2
OF_META = frozenset({ChannelKind.WHATSAPP, ChannelKind.MESSENGER, ChannelKind.INSTAGRAM})
FOLLOWING = frozenset({"apps"})  # options that a file need not name


def made_by_us(kind: str) -> dict[str, Callable[[], Any]]:
    """Secrets that we make ourselves, 192 bits and more, by their names."""
    if kind in OF_META:
        return {"verify_token": new_secret}
    return {"webhook_secrets": lambda: [new_secret()]} if kind == ChannelKind.TELEGRAM else {}


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def options_of(kind: str, options: Values, held: Values) -> dict[str, Any]:
    if kind not in OF_META:
        return dict(options)
    return {**options, "apps": [app_of(str(secret)) for secret in held.get("app_secrets") or []]}


def address_of(kind: str, given: str, options: Values, held: Values) -> str:
    """By which nobody makes a second channel of the same bot or number. A number may have a channel of
    another kind beside it.
    """
    if kind == ChannelKind.TELEGRAM:
        bot = str(held.get("bot_token", "")).partition(":")[0]
        return f"telegram:{bot}" if bot else given
    if kind == ChannelKind.SMS:
        number = options.get("messaging_service_sid") or options.get("number") or options.get("sender")
        return f"sms:{number}".lower() if number else given
    return given


def newest_first(new: str, held: Values, name: str) -> list[str]:
    older = [one for one in held.get(name) or [] if one != new]
    return [new, *older][:KEPT]
