"""Signing in to mailboxes with OAuth2: a short-lived access token for a refresh token, renewed before it
ends.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from channels_in.actions.keep_token import keep_token
from channels_in.models import Connection
from channels_in.only_one import only_one
from helpdesk.lib import guarded_http
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable

EARLY = timedelta(minutes=5)
FORM = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}


class TokenRefused(Exception):
    """No access token: somebody must grant access again, or the token server is away. Never holds a
    secret.
    """


def ensure_access_token(connection: Connection) -> str:
    """One that holds for some minutes yet: what we have, or one that is asked for and kept."""
    return _held(connection) or _renewed(connection)


def _held(connection: Connection) -> str:
    grant = connection.secrets.get("oauth2", {})
    is_fresh = _expires_at(grant) > timezone.now() + EARLY
    return str(grant.get("access_token", "")) if is_fresh else ""


def _renewed(connection: Connection) -> str:
    """One worker at a time: a refresh token may be good for one use only."""
    with only_one("oauth2", connection.pk, waits=True):
        connection.refresh_from_db(fields=["secrets"])
        if token := _held(connection):
            return token
        grant = connection.secrets.get("oauth2", {})
        answer = _ask(grant)
        keep_token(
            connection,
            {
                "access_token": str(answer["access_token"]),
                "expires_at": (timezone.now() + timedelta(seconds=_seconds(answer))).isoformat(),
                "refresh_token": answer.get("refresh_token") or grant["refresh_token"],
            },
        )
    return str(answer["access_token"])


def _ask(grant: dict[str, Any]) -> dict[str, Any]:
    names = ("token_url", "client_id", "client_secret", "refresh_token")
    if missing := [name for name in names if not grant.get(name)]:
        raise TokenRefused(", ".join(missing))
    body = urlencode(
        {
            "grant_type": "refresh_token",
            "refresh_token": grant["refresh_token"],
            "client_id": grant["client_id"],
            "client_secret": grant["client_secret"],
            **({"scope": grant["scope"]} if grant.get("scope") else {}),
        }
    )
    limits = guarded_http.Limits(largest=64 * 1024, inside=settings.MAIL.inside_hosts)
    try:
        answer = guarded_http.post(grant["token_url"], body.encode(), headers=FORM, limits=limits)
        found = json.loads(answer.body)
    except (Unreachable, Forbidden, guarded_http.TooLarge) as error:
        raise TokenRefused(f"{type(error).__name__}: {error}") from error
    except ValueError as error:
        raise TokenRefused(f"{type(error).__name__}: {error}"[:200]) from error
    if answer.status != 200 or not isinstance(found, dict) or not found.get("access_token"):
        code = found.get("error", "") if isinstance(found, dict) else ""
        raise TokenRefused(f"{answer.status} {str(code)[:100]}")
    return found


def _expires_at(grant: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(grant.get("expires_at") or "1970-01-01T00:00:00+00:00")


def _seconds(answer: dict[str, Any]) -> int:
    try:
        return max(60, min(int(answer.get("expires_in", 3600)), 24 * 3600))
    except (TypeError, ValueError):
        return 3600
