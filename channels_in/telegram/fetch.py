"""A customer's file from Telegram: its id gives a path that lives an hour, the path gives the bytes.

Source: core.telegram.org/bots/api#getfile. An id stays good, so nothing is lost by waiting. What is larger
than 20 MB no bot can have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from channels_in.chat.media import Lost
from channels_in.chat.reading import words
from channels_in.models import Connection
from channels_in.telegram.api import address_of, call, limits, token_of
from events.claims import Failure
from helpdesk.lib.guarded_http import open_url

LARGEST = 20 * 1024 * 1024
PATH = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*){0,8}", re.ASCII)  # no scheme, no way up
SECONDS = 30.0


def fetch(connection: Connection, ref: dict[str, object]) -> Iterator[bytes]:
    size = ref.get("size")
    if isinstance(size, int) and size > LARGEST:
        raise Lost("too_large")
    token = token_of(connection)
    reply = call("getFile", {"file_id": ref["id"]}, token=token)
    if "file is too big" in reply.detail.lower():
        raise Lost("too_large")
    path = words(reply.result, "file_path", longest=500)
    if not reply.is_ok or not PATH.fullmatch(path):
        wait = timedelta(seconds=reply.retry_after) if reply.retry_after else None
        raise Failure(f"No path for the file: {reply.status} {reply.detail}", retry_after=wait)
    url = address_of(path, token=token, below="file/bot")
    with open_url(url, limits=limits(LARGEST, seconds=SECONDS)) as coming:
        if coming.status != 200:
            raise Failure(f"HTTP {coming.status} for the file")
        yield from coming.chunks
