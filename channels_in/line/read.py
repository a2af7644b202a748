"""A webhook of LINE: any number of events, of any number of people; none when an admin presses Verify.

Source: developers.line.biz/en/reference/messaging-api/#request-body. A broken event costs nobody but itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from channels_in.chat.reading import document, unread
from channels_in.items import Incoming
from channels_in.line.events import item_of, said_in
from channels_in.models import Receipt


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    body = document(raw)
    events = body.get("events") if body else None
    if not isinstance(events, list):
        return [unread(raw, detail="A body without events.")]
    return list(_each(events))


def _each(events: list[Any]) -> Iterator[Incoming]:
    for event in events:
        said = said_in(event) if isinstance(event, dict) else None
        if said is None:
            written = json.dumps(event, sort_keys=True).encode()
            yield unread(written, detail="An event that lacks what all of its kind have.")
        else:
            yield Incoming(external_id=item_of(event), content=said)
