"""A file of an MMS from Twilio: the address of its ids gives the bytes, usually by way of another host.

Source: twilio.com/docs/messaging/api/media-resource. Where it leads is checked like every address, and our
key goes no further than Twilio (helpdesk/lib/guarded_http.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from channels_in.actions.note_health import note_problem
from channels_in.chat.media import LARGEST, Lost
from channels_in.models import Connection
from channels_in.sms.messages import SID
from channels_in.twilio.rest import limits, signed_in, url_of
from events.claims import Failure
from helpdesk.lib.guarded_http import Coming, open_url

MEDIA = re.compile(r"ME[0-9a-fA-F]{32}")
ERROR_BODIES = ("application/xml", "text/xml", "application/json")  # what Twilio and its storage fail in
LOGIN_WAIT = timedelta(minutes=10)


def fetch(connection: Connection, ref: dict[str, object]) -> Iterator[bytes]:
    message, media = str(ref.get("message", "")), str(ref.get("media", ""))
    if not SID.fullmatch(message) or not MEDIA.fullmatch(media):
        raise Lost("unavailable")
    url = url_of(connection, f"Messages/{message}/Media/{media}")
    with open_url(url, headers=signed_in(connection), limits=limits(LARGEST)) as coming:
        _refuse_what_is_no_file(connection, coming, claimed=str(ref.get("claimed", "")))
        yield from coming.chunks


def _refuse_what_is_no_file(connection: Connection, coming: Coming, *, claimed: str) -> None:
    """Right after the message it may not be there yet: 404 is no last word."""
    if coming.status in {401, 403}:
        note_problem(connection, "send_login", detail=f"HTTP {coming.status}")
        raise Failure(f"HTTP {coming.status} for the file", retry_after=LOGIN_WAIT)
    if coming.status == 410:
        raise Lost("expired")
    if coming.status != 200:
        raise Failure(f"HTTP {coming.status} for the file")
    kind = coming.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in ERROR_BODIES and claimed and kind != claimed:
        raise Failure(f"{kind} instead of {claimed}")
