"""Who may pass the API door."""

from __future__ import annotations

import time

from django.http import HttpRequest

from channels_in.actions.count_refusal import count_refusal
from channels_in.api.signature import why_refused
from channels_in.hooks.gate import Shut
from channels_in.models import Connection
from tickets.models import ChannelKind


def open_for(request: HttpRequest, token: str, *, signed: bytes) -> Connection:
    """The connection that the request is for, if it is genuine."""
    ours = Connection.objects.select_related("channel").filter(token=token, channel__kind=ChannelKind.API)
    return let_in(request, ours.first(), signed=signed)


def let_in(request: HttpRequest, connection: Connection | None, *, signed: bytes) -> Connection:
    """One answer for every way in which a request is not genuine; None: nobody knows its address."""
    reason = why_refused(
        connection.secrets.get("signing", []) if connection else [],
        timestamp=request.headers.get("Alur-Timestamp", ""),
        signature=request.headers.get("Alur-Signature", ""),
        signed=signed,
        now=time.time(),
    )
    if reason or connection is None:
        count_refusal(connection, reason if connection else "unknown_hook")
        raise Shut(401, "not_genuine")
    if not connection.channel.is_active:
        raise Shut(403, "switched_off")
    return connection
