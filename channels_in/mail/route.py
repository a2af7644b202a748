"""Which server a mail channel sends through, and how it signs in there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.conf import settings

from channels_in.mail.oauth2 import access_token
from channels_in.models import Connection
from channels_in.simulator import sink_place

Encryption = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    host: str
    port: int
    tls: Encryption = "starttls"
    user: str = ""
    password: str = ""
    token: str = ""  # OAuth2, instead of a password


class NoRoute(Exception):
    """The channel has no server to send through."""


def sending_route(connection: Connection) -> Route:
    """In the demo every mail goes to the simulator's own mailbox, whatever the channel says."""
    if settings.DEMO:
        place = sink_place.recall()
        if place is None:
            raise NoRoute("The simulator's mailbox is not running.")
        return Route(host=place.host, port=place.port, tls="none")
    return _route(connection, connection.options.get("smtp", {}), connection.secrets.get("smtp_password", ""))


def fetching_route(connection: Connection) -> Route:
    return _route(connection, connection.options.get("imap", {}), connection.secrets.get("imap_password", ""))


def _route(connection: Connection, server: dict[str, object], password: str) -> Route:
    if not server.get("host"):
        raise NoRoute("No server is set.")
    uses_token = server.get("auth") == "oauth2"
    return Route(
        host=str(server["host"]),
        port=int(str(server["port"])),
        tls=server.get("tls", "tls"),  # type: ignore[arg-type]
        user=str(server.get("user", "")),
        password="" if uses_token else password,
        token=access_token(connection) if uses_token else "",
    )
