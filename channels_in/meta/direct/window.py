"""Whether a customer may be written to now: freely, as a person who answers late, or not at all.

Source: developers.facebook.com/documentation/business-messaging/messenger-platform, message tags. Only
HUMAN_AGENT is left since April 2026, for people, and for apps to which Meta has granted it.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from channels_in.models import Connection
from tickets.capabilities import capabilities_of
from tickets.models import Message
from tickets.windows import closes_at

PEOPLE = timedelta(days=7)  # how long a person may answer
FREELY = "RESPONSE"
LATE = "HUMAN_AGENT"


def manner_of(message: Message, connection: Connection) -> str:
    """FREELY, LATE, or nothing: then it must not be sent."""
    now, channel = timezone.now(), message.channel
    end, window = closes_at(message.ticket, channel), capabilities_of(channel).window
    if end is None or window is None or now < end:
        return FREELY
    by_person = message.author_kind == Message.AuthorKind.AGENT and message.agent_id is not None
    is_granted = bool(connection.options.get("human_agent"))
    return LATE if by_person and is_granted and now < end - window + PEOPLE else ""
