"""Who may become the owner: somebody at this machine, or who has the code that only its operator can read."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest

from helpdesk.processes.keys import read_or_make

FILE = "setup_code"
LOOPBACK = {"127.0.0.1", "::1"}


def setup_code() -> str:
    """Made once, kept in the data folder, readable by its owner only."""
    return read_or_make(settings.DATA_DIR / FILE, lambda: secrets.token_urlsafe(18))


def may_set_up(request: HttpRequest) -> bool:
    forwarded = "Forwarded" in request.headers or "X-Forwarded-For" in request.headers
    if request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded:
        return True
    given = request.POST.get("code") or request.GET.get("code", "")
    return secrets.compare_digest(given.encode(), setup_code().encode())
