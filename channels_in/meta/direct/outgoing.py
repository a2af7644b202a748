"""What becomes one message of Messenger or Instagram: plain words, or a file; nothing carries both."""

from __future__ import annotations

from collections.abc import Sequence

from channels_in.chat.plain_marks import as_plain
from channels_in.chat.send import Part, split
from tickets.capabilities import capabilities_of
from tickets.models import Message


def parts_of(message: Message) -> Sequence[Part]:
    return split(message, capabilities_of(message.channel), text=as_plain(message.text))
