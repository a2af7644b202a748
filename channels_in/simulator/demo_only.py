"""Pages of the simulator exist in the demo and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from people.signed_in import signed_in

View = Callable[..., HttpResponseBase]


def demo_only(view: View) -> View:
    """Elsewhere the page does not exist: nobody must write in a real customer's name."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return signed_in(view)(request, *args, **kwargs)

    return shown
