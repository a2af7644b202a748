"""Notices about calls: what became of a call, of a leg, of a recording."""

from __future__ import annotations

from collections.abc import Sequence

from channels_in.api.fields import storable
from channels_in.chat.reading import name_of, unread
from channels_in.items import Incoming
from channels_in.models import Receipt
from channels_in.twilio.door import BENEATH
from channels_in.twilio.forms import TooManyFields, fields_in
from channels_in.voice.asking import SID
from channels_in.voice.heard import MISSED_CALL, Heard


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    path = str(receipt.envelope.get(BENEATH, ""))
    try:
        fields = {name: storable(value)[:500] for name, value in fields_in(raw).items()}
    except TooManyFields:
        return [unread(raw)]
    if not SID.fullmatch(fields.get("CallSid", "")):
        return [unread(raw, detail="no CallSid")]
    name = _name(path, fields)
    status = fields.get("RecordingStatus") or fields.get("CallStatus", "")
    return [
        Incoming(external_id=name, content=Heard(external_id=name, status=status, path=path, fields=fields))
    ]


def _name(path: str, fields: dict[str, str]) -> str:
    """By which the same notice is known when it comes again."""
    if path.startswith("recording/"):
        return name_of(
            fields.get("RecordingSid") or fields["CallSid"], fields.get("RecordingStatus", "completed")
        )
    if path in {"ended", MISSED_CALL}:
        return name_of(fields["CallSid"], path)
    return name_of(fields["CallSid"], fields.get("CallStatus", ""), fields.get("SequenceNumber", ""))
