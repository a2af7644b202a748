"""Is a hook from Meta? HMAC-SHA256 with the app's secret over the very bytes that came.

Source: developers.facebook.com, Graph API webhooks, "Validate payloads". There is no time in it: an old body
that is genuine is a repeat, not a forgery.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from hashlib import sha256

HEADER = "X-Hub-Signature-256"
SHAPE = re.compile(r"sha256=([0-9a-f]{64})")
NOBODYS = "no app has this secret"


def sign(secret: str, raw: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), raw, sha256).hexdigest()


def signed_by(secrets: Sequence[str], *, signature: str, raw: bytes) -> str:
    """The secret that it was signed with, or nothing. Takes as long where there are no secrets."""
    given = SHAPE.fullmatch(signature)
    found = ""
    for secret in list(secrets) or [NOBODYS]:
        if hmac.compare_digest(sign(secret, raw), given[0] if given else "") and secrets:
            found = secret
    return found


def app_of(secret: str) -> str:
    """By which an app is known without its secret: connections of one app have it alike."""
    return hmac.new(secret.encode(), b"alur: which app", sha256).hexdigest()[:16]
