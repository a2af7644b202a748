"""Messages of ours to Messenger and Instagram: POST /<account>/messages for each part.

Source: developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages. No key
keeps a request from being done twice, and Meta tells of errors after which all was sent: what may have
arrived is never repeated by itself. Its echo settles the doubt.
"""

from __future__ import annotations

from typing import Any

from channels_in.chat.send import Part
from channels_in.meta.direct.people import recipient_at
from channels_in.meta.direct.platform import Platform
from channels_in.meta.direct.window import FREELY, LATE, manner_of
from channels_in.outcomes import NotSent, Outcome
from tickets.models import DeliveryPart


def refused_now(platform: Platform, row: DeliveryPart) -> Outcome | None:
    """Asked again right before it leaves: since it was written the window may have shut."""
    if manner_of(row.delivery.message, platform.connection):
        return None
    return NotSent(reason="window_closed", permanent=True)


def refused_address(platform: Platform, to: str) -> Outcome | None:
    if recipient_at(to, platform.connection.address):
        return None
    return NotSent(reason="no_such_address", detail="An address of another account.", permanent=True)


def envelope_of(platform: Platform, part: Part, row: DeliveryPart, *, to: str) -> dict[str, Any]:
    """To whom, as what, and in answer to what; the message itself is the kind's."""
    found: dict[str, Any] = {"recipient": recipient_at(to, platform.connection.address)}
    manner = manner_of(row.delivery.message, platform.connection)
    if manner == LATE:
        found |= {"messaging_type": "MESSAGE_TAG", "tag": LATE}
    elif not platform.is_without_page:
        found["messaging_type"] = FREELY
    if part.replies_to and not part.replies_to.startswith("mid:"):
        found["reply_to"] = {"mid": part.replies_to}
    return found


def kind_of(content_type: str) -> str:
    first = content_type.partition("/")[0]
    return first if first in {"image", "audio", "video"} else "file"
