"""Short signatures over what customers' mails bring back: lower case, since servers may fold a local part."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256

from django.conf import settings

BYTES = 16  # 128 bits: what nobody guesses


def sign(purpose: str, value: str) -> str:
    return _signature(settings.SECRET_KEY, purpose, value)


def is_signed(purpose: str, value: str, signature: str) -> bool:
    """Also by an older key, so that a change of keys does not cut running threads."""
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    given = signature.lower().encode()
    return any(hmac.compare_digest(_signature(key, purpose, value).encode(), given) for key in keys)


def _signature(key: str, purpose: str, value: str) -> str:
    digest = hmac.new(key.encode(), f"alur.{purpose}:{value}".encode(), sha256).digest()
    return base64.b32encode(digest[:BYTES]).decode().rstrip("=").lower()
