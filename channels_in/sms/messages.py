"""An SMS or MMS of a customer. Source: twilio.com/docs/messaging/guides/webhook-request.

It has no time of its own, is never changed or taken back, and quotes nothing.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from channels_in.chat.content import ChatMessage, Nothing, Said
from channels_in.chat.reading import Data, name_of, words
from channels_in.messages import Address
from channels_in.sms.keywords import keyword_in
from channels_in.sms.media import media_in
from channels_in.sms.numbers import Ours, who
from helpdesk.lib.whole_number import whole_number

SID = re.compile(r"(SM|MM)[0-9a-fA-F]{32}")


def message_in(form: Data, ours: Ours, *, sent_at: datetime | None = None) -> Said | None:
    """None: nothing that Twilio would send."""
    sid, sender = words(form, "MessageSid"), words(form, "From", longest=320)
    if not SID.fullmatch(sid):
        return None
    service = words(form, "MessagingServiceSid")
    if reason := ours.why_not(sender=sender, to=words(form, "To"), service=service):
        return Nothing(external_id=sid, reason=reason)
    customer = who(sender)
    if customer is None:
        return Nothing(external_id=name_of("nobody", sid), reason="nobody")
    files, notes = media_in(form, account=ours.account, message=sid)
    return ChatMessage(
        external_id=sid,
        sender=Address(address=customer.address),
        who=customer,
        text=words(form, "Body"),
        media=files,
        extras=(*notes, *_around(form, ours)),
        sent_at=sent_at,
    )


def _around(form: Data, ours: Ours) -> tuple[dict[str, Any], ...]:
    """A wish that the words are by themselves, and in how many parts they came through the air."""
    found: list[dict[str, Any]] = []
    declared = words(form, "OptOutType", longest=20)
    if keyword := keyword_in(words(form, "Body"), declared=declared, stop_words=ours.stop_words):
        found.append({"kind": keyword})
    parts = whole_number(words(form, "NumSegments", longest=20)) or 0
    if parts > 1:
        found.append({"kind": "sms_parts", "count": parts})
    return tuple(found)
