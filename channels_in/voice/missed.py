"""Calls of which nobody told us. Whoever rings while we cannot be reached hears an error: once we are back
they are found in the provider's list, to be called back.

Source: twilio.com/docs/voice/api/call-resource, "Read multiple Call resources".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.utils import timezone

from channels_in.actions import take_receipt as receipts
from channels_in.actions.note_health import note_polled, note_problem
from channels_in.chat.reading import Data, words
from channels_in.models import Connection, Receipt
from channels_in.twilio.door import BENEATH
from channels_in.twilio.pages import NoAnswer, pages
from channels_in.voice.asking import SID
from channels_in.voice.care import check_hook
from channels_in.voice.decide import OVER, moment
from channels_in.voice.heard import MISSED_CALL
from channels_in.voice.phone import Phone
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from tickets.models import Call

OVERLAP = timedelta(minutes=10)  # for what is listed late
INBOUND = "inbound"
FIELDS = (
    ("CallSid", "sid"),
    ("From", "from"),
    ("To", "to"),
    ("CallStatus", "status"),
    ("StartTime", "start_time"),
    ("EndTime", "end_time"),
)


def find_missed(connection: Connection) -> int:
    """How many were found. What was there before the first look is not ours to make up for."""
    looked_at, number = connection.last_good_poll_at, Phone.of(connection).number
    if not number:
        return 0
    try:
        found = _missed_since(connection, number, looked_at - OVERLAP) if looked_at else []
        if found and check_hook(connection).problem:
            found = []  # the number is answered elsewhere: none of these calls was for us
    except (Unreachable, Forbidden, NoAnswer) as error:
        note_problem(connection, "poll_unreachable", detail=str(error))
        return 0
    for one in reversed(found):  # they are listed newest first
        _take(connection, one)
    note_polled(connection)
    return len(found)


def _missed_since(connection: Connection, number: str, since: datetime) -> list[Data]:
    query = {"To": number, "StartTime>": since.astimezone(UTC).date().isoformat()}
    listed = [one for page in pages(connection, "Calls.json", query, name="calls") for one in page]
    over = [one for one in listed if _is_over(one) and (moment(words(one, "start_time")) or since) >= since]
    known = _known(connection, [words(one, "sid") for one in over])
    return [one for one in over if words(one, "sid") not in known]


def _is_over(one: Data) -> bool:
    is_theirs = words(one, "direction") == INBOUND and bool(SID.fullmatch(words(one, "sid")))
    return is_theirs and words(one, "status") in OVER


def _known(connection: Connection, sids: Sequence[str]) -> set[str]:
    """Each that reached us has a call, whatever became of it."""
    calls = Call.objects.filter(channel=connection.channel_id, provider_id__in=sids)
    return set(calls.values_list("provider_id", flat=True))


def _take(connection: Connection, listed: Data) -> None:
    form = {ours: words(listed, theirs, longest=100) for ours, theirs in FIELDS}
    receipts.take_receipt(
        connection,
        urlencode(form).encode(),
        door=Receipt.Door.HTTP,
        envelope={BENEATH: MISSED_CALL},
        received_at=timezone.now(),
        source_key=f"twilio:{connection.pk}:{form['CallSid']}",
    )
