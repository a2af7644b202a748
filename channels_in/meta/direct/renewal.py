"""The token of an Instagram account without a page: it lives for 60 days, and is made new long before that.

Source: developers.facebook.com/documentation/instagram-platform/reference/refresh_access_token. The token
stands in the address, by their design: that address is never kept, shown or put into an error. One that is
younger than a day is not made new, and one that has ended never again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from channels_in.care.finding import Finding, NewToken
from channels_in.chat.reading import number, words
from channels_in.meta.care import why_refused
from channels_in.meta.direct.platform import Platform
from channels_in.meta.graph import limits, read_answer
from channels_in.models import Connection
from helpdesk.lib.guarded_http import get

HALF = timedelta(days=30)


def renew(connection: Connection) -> NewToken | Finding | None:
    """None: there is no need yet, or it needs no renewal at all."""
    ends_at = ends_at_of(connection)
    if not Platform(connection).is_without_page or (ends_at and ends_at > timezone.now() + HALF):
        return None
    token = str(connection.secrets.get("access_token", ""))
    asked = urlencode({"grant_type": "ig_refresh_token", "access_token": token})
    url = f"{settings.PROVIDERS.instagram}/refresh_access_token?{asked}"
    reply = read_answer(get(url, limits=limits()))
    fresh, seconds = words(reply.body, "access_token"), number(reply.body, "expires_in")
    if reply.status == 200 and fresh and seconds:
        ends_at = timezone.now() + timedelta(seconds=seconds)
        secrets = {"access_token": fresh, "token_end": {"of": _print_of(fresh), "at": ends_at.isoformat()}}
        return NewToken(secrets=secrets, former=token, ends_at=ends_at)
    problem = "send_token" if why_refused(reply) == "send_token" else ""
    return Finding(step="renewed", problem=problem, detail=reply.detail.replace(token, "…"), ends_at=ends_at)


def ends_at_of(connection: Connection) -> datetime | None:
    """As far as we have been told, and of the very token that is there now."""
    said = connection.secrets.get("token_end") or {}
    is_known = said.get("of") == _print_of(str(connection.secrets.get("access_token", "")))
    return datetime.fromisoformat(said["at"]) if is_known else None


def _print_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()[:16]
