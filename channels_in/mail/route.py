"""Which server a mail channel sends through, and how it signs in there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.conf import settings

from channels_in.mail.oauth2 import ensure_access_token
from channels_in.mail.ports import USUAL, is_allowed
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
    """No server to send through or to fetch from. `problem` goes on `<kind>_` in problem_words.py."""

    problem = "not_set"


class PortRefused(NoRoute):
    """It has one on a port that mail does not use."""

    problem = "port"


def sending_route(connection: Connection) -> Route:
    """In the demo every mail goes to the simulator's own mailbox, whatever the channel says."""
    if settings.DEMO:
        place = sink_place.recall()
        if place is None:
            raise NoRoute  # the simulator is not running
        return Route(host=place.host, port=place.port, tls="none")
    return _route(connection, "smtp")


def fetching_route(connection: Connection) -> Route:
    return _route(connection, "imap")


def _route(connection: Connection, kind: str) -> Route:
    server = connection.options.get(kind, {})
    if not server.get("host"):
        raise NoRoute
    host, tls = str(server["host"]), server.get("tls", "tls")
    port = int(server.get("port") or USUAL[kind, tls])
    if not is_allowed(kind, host, port):
        raise PortRefused(f"{host}:{port}")
    uses_token = server.get("auth") == "oauth2"
    return Route(
        host=host,
        port=port,
        tls=tls,
        user=str(server.get("user", "")),
        password="" if uses_token else connection.secrets.get(f"{kind}_password", ""),
        token=ensure_access_token(connection) if uses_token else "",
    )
