"""The sound of a recording. Source: twilio.com/docs/voice/api/recording.

The address is built from our own account and the recording's name, never taken from a notice: whoever could
write one would have us fetch what they like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from channels_in.actions.note_health import note_problem
from channels_in.chat.media import LARGEST, Lost
from channels_in.models import Connection
from channels_in.twilio.rest import limits, signed_in, url_of
from events.claims import Failure
from helpdesk.lib.guarded_http import Coming, open_url

SID = re.compile(r"RE[0-9a-fA-F]{32}")
SOUND = re.compile(rb"RIFF....WAVE|ID3|\xff[\xe2-\xff]", re.DOTALL)
LOGIN_WAIT = timedelta(minutes=10)
FIRST_WAIT = timedelta(seconds=5)  # right after the notice it is often not there yet


def fetch(connection: Connection, ref: dict[str, object]) -> Iterator[bytes]:
    recording = str(ref.get("recording", ""))
    if not SID.fullmatch(recording):
        raise Lost("unavailable")
    url = url_of(connection, f"Recordings/{recording}.mp3")
    with open_url(url, headers=signed_in(connection), limits=limits(LARGEST)) as coming:
        _refuse_what_is_no_sound(connection, coming)
        first = next(coming.chunks, b"")
        if not SOUND.match(first):
            raise Failure("What came is no sound.", retry_after=FIRST_WAIT)
        yield first
        yield from coming.chunks


def _refuse_what_is_no_sound(connection: Connection, coming: Coming) -> None:
    if coming.status in {401, 403}:
        note_problem(connection, "send_login", detail=f"HTTP {coming.status}")
        raise Failure(f"HTTP {coming.status} for the recording", retry_after=LOGIN_WAIT)
    if coming.status == 410:
        raise Lost("expired")
    if coming.status == 404:
        raise Failure("HTTP 404 for the recording", retry_after=FIRST_WAIT)
    if coming.status != 200:
        raise Failure(f"HTTP {coming.status} for the recording")
    kind = coming.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not kind.startswith("audio/"):
        raise Failure(f"{kind} instead of sound", retry_after=FIRST_WAIT)
