"""A request of Twilio about SMS: one message of a customer, or one report about a message of ours."""

from __future__ import annotations

from collections.abc import Sequence

from channels_in.chat.content import Said
from channels_in.chat.reading import document, unread
from channels_in.items import Incoming
from channels_in.models import Receipt
from channels_in.sms.door import key_in
from channels_in.sms.listed import POLLED, as_form, sent_at_of
from channels_in.sms.messages import message_in
from channels_in.sms.numbers import Ours
from channels_in.sms.statuses import status_in
from channels_in.twilio.forms import TooManyFields, fields_in


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    said = _polled(receipt, raw) if receipt.envelope.get(POLLED) else _posted(receipt, raw)
    return [Incoming(external_id=said.external_id, content=said) if said else unread(raw)]


def _posted(receipt: Receipt, raw: bytes) -> Said | None:
    try:
        form = fields_in(raw)
    except TooManyFields:
        return None
    key = key_in(receipt)
    if key or ("MessageStatus" in form and "Body" not in form):  # a report that came to the wrong address
        return status_in(form, key=key)
    return message_in(form, Ours.of(receipt.origin.options))


def _polled(receipt: Receipt, raw: bytes) -> Said | None:
    listed = document(raw) or {}
    return message_in(as_form(listed), Ours.of(receipt.origin.options), sent_at=sent_at_of(listed))
