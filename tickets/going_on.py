"""In a chat people say one thing in several messages: those stand under one name."""

from __future__ import annotations

from datetime import timedelta

from tickets.capabilities import capabilities_of
from tickets.models import Message
from tickets.timeline_entries import Entry, MessageEntry

SOON = timedelta(minutes=5)  # after that the time is of interest again


def goes_on(entry: Entry, before: Entry | None) -> bool:
    """It stands right behind another message of the same author on the same channel."""
    if not (isinstance(entry, MessageEntry) and isinstance(before, MessageEntry)):
        return False
    message, earlier = entry.message, before.message
    if capabilities_of(message.channel).has_recipients or entry.call or before.call:
        return False  # a letter stands for itself, and so does a call
    soon = entry.place.at - before.place.at <= SOON
    return soon and not message.is_auto_reply and _whose(message) == _whose(earlier)


def _whose(message: Message) -> tuple[object, ...]:
    """All that the line above a message says, but for its time."""
    return (
        *(message.channel_id, message.direction, message.author_kind, message.agent_id, message.customer_id),
        *(message.from_name, message.is_trusted, message.is_auto_reply),
    )
