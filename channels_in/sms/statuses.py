"""How far a message of ours got, as its status callback says, in any order.

Source: twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks. No time of ours or of
Unix is in it: RawDlrDoneDate is a clock of the carrier in no zone that anybody names.
"""

from __future__ import annotations

from channels_in.chat.content import Nothing, Progress, Said
from channels_in.chat.reading import Data, name_of, words
from channels_in.sms.errors import reason_for
from channels_in.sms.messages import SID

STATUSES = {
    **dict.fromkeys(("accepted", "scheduled", "queued", "sending", "sent"), "sent"),
    **dict.fromkeys(("delivered", "partially_delivered"), "delivered"),
    "read": "read",
    **dict.fromkeys(("undelivered", "failed", "canceled"), "failed"),
}


def status_in(form: Data, *, key: str) -> Said | None:
    """`key`: of the address that was called, by which the message is known before its id is."""
    sid, status = words(form, "MessageSid"), words(form, "MessageStatus", longest=60)
    if not SID.fullmatch(sid) or not status:
        return None
    code = words(form, "ErrorCode", longest=20)
    name = name_of(sid, status, *([code] if code else []))
    if status not in STATUSES:
        return Nothing(external_id=name, reason="unknown_status")
    is_bad = STATUSES[status] == "failed"
    return Progress(
        external_id=name,
        of=sid,
        status=STATUSES[status],
        reason=reason_for(code) if is_bad else "",
        detail=_detail(form, status, code) if is_bad else "",
        key=key,
    )


def _detail(form: Data, status: str, code: str) -> str:
    if status == "canceled":
        return "Cancelled at Twilio."
    said = (code, words(form, "ErrorMessage"), words(form, "ChannelStatusMessage"))
    return " ".join(one for one in said if one)[:1000]
