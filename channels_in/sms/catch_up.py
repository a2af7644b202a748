"""Reads what Twilio took for our number while it could not reach us: all its tries end within 15 seconds.

Source: twilio.com/docs/messaging/api/message-resource, "Read multiple Message resources". What has come
by the hook meanwhile has the same ids and is not taken in twice.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from channels_in.actions import take_receipt as receipts
from channels_in.actions.note_health import note_polled, note_problem
from channels_in.chat.reading import Data, parts, words
from channels_in.models import Connection, Receipt, ReceiptItem
from channels_in.sms.listed import POLLED, sent_at_of
from channels_in.twilio.pages import NoAnswer, pages, said
from channels_in.twilio.rest import ask
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable

OVERLAP = timedelta(minutes=10)  # for what Twilio lists late
INBOUND = "inbound"


def catch_up(connection: Connection) -> int:
    """How many messages nobody had told us of. What was there before the first look is not ours to answer."""
    looked_at, number = connection.last_good_poll_at, str(connection.options.get("number", ""))
    if not number.startswith("+"):
        return 0
    try:
        taken = _take_since(connection, number, looked_at - OVERLAP) if looked_at else 0
    except (Unreachable, Forbidden, NoAnswer) as error:
        note_problem(connection, "poll_unreachable", detail=str(error))
        return 0
    note_polled(connection)
    return taken


def _take_since(connection: Connection, number: str, since: datetime) -> int:
    query = {"To": number, "DateSent>": since.astimezone(UTC).date().isoformat()}
    found = list(pages(connection, "Messages.json", query, name="messages"))
    return sum(_take_unknown(connection, page, since) for page in reversed(found))


def _take_unknown(connection: Connection, page: Sequence[Data], since: datetime) -> int:
    new = {
        words(one, "sid"): one
        for one in page
        if words(one, "sid") and words(one, "direction") == INBOUND and (sent_at_of(one) or since) >= since
    }
    known = ReceiptItem.objects.filter(channel=connection.channel_id, external_id__in=new)
    for sid in set(known.values_list("external_id", flat=True)):
        del new[sid]
    for sid, one in reversed(new.items()):  # they are listed newest first
        _take(connection, sid, one)
    return len(new)


def _take(connection: Connection, sid: str, listed: Data) -> None:
    receipts.take_receipt(
        connection,
        json.dumps({**listed, **_files_of(connection, sid, listed)}).encode(),
        door=Receipt.Door.HTTP,
        envelope={POLLED: True},
        received_at=timezone.now(),
        source_key=f"twilio:{connection.pk}:{sid}",
    )


def _files_of(connection: Connection, sid: str, listed: Data) -> dict[str, Any]:
    if words(listed, "num_media") in {"", "0"}:
        return {}
    files = said(ask(connection, f"Messages/{sid}/Media.json"))
    return {"media_list": list(parts(files, "media_list"))}
