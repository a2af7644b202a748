"""A customer's file from LINE, which deletes it after a time that nobody says.

Source: developers.line.biz/en/reference/messaging-api/#get-content. 202: still being prepared.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

from django.conf import settings

from channels_in.chat.media import LARGEST, Lost
from channels_in.line.api import limits, signed_in, token_of
from channels_in.models import Connection
from events.claims import Failure
from helpdesk.lib.guarded_http import open_url

SECONDS = 30.0
SOON = timedelta(seconds=5)


def fetch(connection: Connection, ref: dict[str, object]) -> Iterator[bytes]:
    size = ref.get("size")
    if isinstance(size, int) and size > LARGEST:
        raise Lost("too_large")
    name = quote(str(ref["id"]), safe="")
    url = f"{settings.PROVIDERS.line_data}/v2/bot/message/{name}/content"
    allowed = limits(LARGEST, seconds=SECONDS)
    with open_url(url, headers=signed_in(token_of(connection)), limits=allowed) as coming:
        match coming.status:
            case 200:
                yield from coming.chunks
            case 202:
                raise Failure("The file is still being prepared.", retry_after=SOON)
            case 404 | 410:
                raise Lost("expired")
            case status:
                raise Failure(f"HTTP {status} for the file")
