"""The one script that other people's sites load."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

NAME = "widget.js"
HELD = "public, max-age=3600, stale-while-revalidate=86400"


def _etag(request: HttpRequest) -> str:
    return _read()[1]


@require_safe
@condition(etag_func=_etag)
def script(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(_read()[0], content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = HELD
    response["Access-Control-Allow-Origin"] = "*"
    # Pages that isolate themselves load nothing from elsewhere that does not say this.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _read() -> tuple[bytes, str]:
    found = Path(settings.STATIC_ROOT) / NAME if settings.PRODUCTION else finders.find(NAME)
    if not found:
        raise Http404
    path = Path(str(found))
    return _content(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _content(path: Path, changed: int) -> tuple[bytes, str]:
    content = path.read_bytes()
    return content, quote_etag(hashlib.sha256(content).hexdigest()[:32])
