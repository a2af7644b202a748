"""Which pages may open a web socket here: ours. A browser sends its cookies to whomever a page names."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http.request import split_domain_port, validate_host


class OwnOrigin:
    """Middleware. The page comes from BASE_URL, or from the very host, one of ours, that it connects to."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin1")
        host = headers.get(b"host", b"").decode("latin1")
        application = self.application if is_own(origin, host) else WebsocketDenier()
        return await application(scope, receive, send)


def is_own(origin: str, host: str) -> bool:
    try:
        page = urlsplit(origin)
        home = urlsplit(settings.BASE_URL)
    except ValueError:
        return False
    if page.scheme not in {"http", "https"} or not page.netloc:
        return False
    if (page.scheme, page.netloc) == (home.scheme, home.netloc):
        return True
    name, _port = split_domain_port(host)
    return page.netloc.lower() == host.lower() and validate_host(name, settings.ALLOWED_HOSTS)
