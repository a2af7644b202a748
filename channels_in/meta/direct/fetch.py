"""A customer's file: where the webhook says that it is or, once that is stale, where Meta says it is now.

Our token goes to the Graph API alone: the addresses of files are signed already.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from django.conf import settings

from channels_in.chat.media import LARGEST, Lost
from channels_in.chat.reading import Data, parts, words
from channels_in.meta.direct.platform import Platform
from channels_in.meta.graph import limits
from channels_in.models import Connection
from events.claims import Failure
from helpdesk.lib.guarded_addresses import Forbidden
from helpdesk.lib.guarded_http import Coming, open_url

HOSTS = ("fbcdn.net", "fbsbx.com", "cdninstagram.com", "akamaihd.net")
FIELDS = "attachments{mime_type,name,size,image_data,video_data,file_url}"
STALE = {403, 404, 410}
GONE = {"100", "33", "9000001"}  # among them: not one of the newest messages, which is all that can be asked


def fetch(connection: Connection, ref: dict[str, Any]) -> Iterator[bytes]:
    try:
        with _opened(str(ref["url"])) as coming:
            if coming.status not in STALE:
                yield from _bytes_of(coming)
                return
        with _opened(_where_now(connection, ref)) as coming:
            yield from _bytes_of(coming)
    except Forbidden as error:
        raise Lost("elsewhere") from error


def _opened(url: str) -> AbstractContextManager[Coming]:
    inside = tuple(host for host, _ in settings.PROVIDERS.inside)
    return open_url(url, limits=replace(limits(LARGEST), hosts=(*HOSTS, *inside)))


def _bytes_of(coming: Coming) -> Iterator[bytes]:
    if coming.status in STALE:
        raise Lost("expired")
    if coming.status != 200:
        raise Failure(f"HTTP {coming.status} for the file")
    yield from coming.chunks


def _where_now(connection: Connection, ref: dict[str, Any]) -> str:
    reply = Platform(connection).ask(str(ref["mid"]), fields=FIELDS)
    found = [url for one in parts(reply.body, "attachments", "data") if (url := _url_in(one))]
    if reply.code in GONE and not reply.doubts_secret:
        raise Lost("expired")
    if reply.status >= 300:
        raise Failure(f"No address for the file: {reply.status} {reply.detail}")
    number = int(ref.get("number") or 0)
    if number >= len(found):
        raise Lost("expired")
    return found[number]


def _url_in(attachment: Data) -> str:
    places = (("image_data", "url"), ("video_data", "url"), ("file_url",))
    return next((url for place in places if (url := words(attachment, *place, longest=4000))), "")
