"""A customer's file from WhatsApp: its id gives a URL that lives five minutes, the URL gives the bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings

from channels_in.chat.media import LARGEST, Lost
from channels_in.chat.reading import words
from channels_in.meta.graph import Key, ask, limits
from channels_in.models import Connection
from events.claims import Failure
from helpdesk.lib.guarded_http import open_url

HOSTS = ("fbsbx.com", "fbcdn.net", "facebook.com")
GONE = {"100", "33"}  # the id has expired, or was never ours


def fetch(connection: Connection, ref: dict[str, object]) -> Iterator[bytes]:
    key = Key.of(connection)
    reply = ask(f"{ref['id']}?phone_number_id={connection.address}", key)
    url = words(reply.body, "url")
    if reply.code in GONE and not reply.doubts_secret:
        raise Lost("expired")
    if not url:
        raise Failure(f"No address for the file: {reply.status} {reply.detail}")
    inside = tuple(host for host, _ in settings.PROVIDERS.inside)
    allowed = replace(limits(LARGEST), hosts=(*HOSTS, *inside))
    with open_url(url, headers=key.headers, limits=allowed) as coming:
        if coming.status != 200:
            raise Failure(f"HTTP {coming.status} for the file")
        yield from coming.chunks
