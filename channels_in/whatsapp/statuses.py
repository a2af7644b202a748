"""How far a message of ours got: sent, delivered, read, played, failed, in any order."""

from __future__ import annotations

from channels_in.chat.content import Nothing, Progress, Said
from channels_in.chat.reading import Data, moment, name_of, parts, words
from channels_in.whatsapp.errors import reason_for
from channels_in.whatsapp.people import People

STATUSES = {"sent": "sent", "delivered": "delivered", "read": "read", "played": "read", "failed": "failed"}


def status_in(element: Data, people: People) -> Said | None:
    wamid, status = words(element, "id"), words(element, "status")
    if not wamid or not status:
        return None
    whose = words(element, "recipient_participant_id")
    name = name_of("status", wamid, status, *([whose] if whose else []))
    if status not in STATUSES:
        return Nothing(external_id=name, reason="unknown_status")
    error = next(parts(element, "errors"), {})
    return Progress(
        external_id=name,
        of=wamid,
        key=words(element, "biz_opaque_callback_data", longest=512),
        status=STATUSES[status],
        reason=reason_for(words(error, "code")) if status == "failed" else "",
        detail=_detail(error),
        at=moment(element, "timestamp"),
    )


def _detail(error: Data) -> str:
    said = (words(error, "code"), words(error, "title"), words(error, "error_data", "details"))
    return " ".join(one for one in said if one)[:1000]
