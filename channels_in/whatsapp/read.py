"""A webhook of the WhatsApp Cloud API: entries, changes, and in each the messages and statuses of a number.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks. One body may hold several
numbers of an app, unordered; a broken element costs nobody but itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from channels_in.chat.content import Nothing, Said
from channels_in.chat.reading import Data, digest_of, document, name_of, part, parts, unread, words
from channels_in.items import Incoming
from channels_in.meta.door import APP
from channels_in.models import Connection, Receipt
from channels_in.whatsapp.echoes import echo_in
from channels_in.whatsapp.messages import said_in
from channels_in.whatsapp.moves import update_in
from channels_in.whatsapp.people import People
from channels_in.whatsapp.statuses import status_in
from helpdesk.lib.asked_once import asked_once
from tickets.models import ChannelKind

READERS: dict[str, Callable[[Data, People], Said | None]] = {
    "messages": said_in,
    "statuses": status_in,
    "message_echoes": echo_in,
    "user_id_update": update_in,
}
OTHER = {  # fields that say nothing about a conversation → reason
    "calls": "call",
    "history": "history",
    "smb_app_state_sync": "contacts_sync",
    "account_update": "account_event",
    "account_review_update": "account_event",
    "account_alerts": "account_event",
    "business_capability_update": "account_event",
    "phone_number_quality_update": "account_event",
    "phone_number_name_update": "account_event",
    "message_template_status_update": "template_changed",
    "template_category_update": "template_changed",
    "message_template_quality_update": "template_changed",
    "message_template_components_update": "template_changed",
}


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Which of our channels has a number, among those of the app that the body came from."""

    by_number: dict[str, int]

    def channel_of(self, value: Data) -> int | None:
        return self.by_number.get(words(value, "metadata", "phone_number_id"))


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    body = document(raw)
    if body is None:
        return [unread(raw)]
    if words(body, "object") != "whatsapp_business_account":
        return [_nothing("other_object", body)]
    numbers = _numbers_of(str(receipt.envelope.get(APP, "")))
    found = [
        one
        for entry in parts(body, "entry")
        for change in parts(entry, "changes")
        for one in _in_change(entry, change, numbers)
    ]
    return found or [_nothing("empty", body)]


@asked_once
def _numbers_of(app: str) -> _Numbers:
    ours = Connection.objects.filter(channel__kind=ChannelKind.WHATSAPP, options__apps__contains=[app])
    return _Numbers(dict(ours.exclude(address="").values_list("address", "channel_id")))


def _in_change(entry: Data, change: Data, numbers: _Numbers) -> Iterator[Incoming]:
    value = part(change, "value")
    lists = [name for name in READERS if isinstance(value.get(name), list)]
    if not lists:
        yield _nothing(OTHER.get(words(change, "field"), "other_field"), entry, change)
        return
    channel = numbers.channel_of(value)
    people = People.of(value)
    for name in lists:
        for element in value[name]:
            yield _read_one(READERS[name], element, people, channel)


def _read_one(
    reader: Callable[[Data, People], Said | None], element: Any, people: People, channel: int | None
) -> Incoming:
    said = reader(element, people) if isinstance(element, dict) else None
    if said is None:
        return unread(json.dumps(element, sort_keys=True).encode(), detail="An element without an id.")
    if channel is None:
        return unread(said.external_id.encode(), reason="unknown_number")
    return Incoming(external_id=said.external_id, content=said, channel=channel)


def _nothing(reason: str, *what: Data) -> Incoming:
    name = name_of("event", digest_of(*what))
    return Incoming(external_id=name, content=Nothing(external_id=name, reason=reason))
