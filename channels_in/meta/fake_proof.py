"""Whether a request to Meta's fakes comes with the proof that an app may demand.

Source: developers.facebook.com, "Secure Graph API calls".
"""

from __future__ import annotations

import hashlib
import hmac

from channels_in.fakes.server import Asked

NOT_PROVED = "Invalid appsecret_proof provided in the API argument"


def is_proved(asked: Asked, *, token: str, secret: str) -> bool:
    """With no secret the app demands none. An app speaks of itself with its secret, which is proof enough;
    and the bytes of a file are not of the Graph API.
    """
    if not secret or asked.path.endswith("/debug_token") or not asked.path.startswith("/v"):
        return True
    made = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    return asked.query.get("appsecret_proof") == made
