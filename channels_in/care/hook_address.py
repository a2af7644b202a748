"""Where a provider reaches a channel, as it is told to them."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from channels_in.models import Connection


def hook_address(connection: Connection) -> str:
    """Never by the host that a request named."""
    return f"{settings.BASE_URL}{reverse('hook', args=[connection.token])}"


def is_ours(url: str, connection: Connection) -> bool:
    return url.partition("#")[0].rstrip("/") == hook_address(connection).rstrip("/")


def is_reachable() -> bool:
    """Whether providers can call us at all: they want https and a name of the open network.
    Those of the demo are on this machine.
    """
    return settings.DEMO or settings.BASE_URL.startswith("https://")
