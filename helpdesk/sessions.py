"""How long a session lasts: 12 hours without use, 7 days with it."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

BEGAN_AT = "began_at"
USED_AT = "used_at"
# Use is written down at most this often: a page must not cost a write.
TOUCH_SECONDS = 10 * 60


class SessionAge:
    """Middleware. Django counts from a session's last change; we count from its last use, up to a limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not request.session.is_empty():
            _age(request)
        return self.get_response(request)


def _age(request: HttpRequest) -> None:
    now = int(time.time())
    session = request.session
    if now - session.setdefault(BEGAN_AT, now) > settings.SESSION_LONGEST_AGE:
        session.flush()
    elif now - session.get(USED_AT, 0) > TOUCH_SECONDS:
        session[USED_AT] = now
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
