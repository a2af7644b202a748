"""What tickets/late_answers.py asks: whether Meta has granted a channel that its people answer late."""

from __future__ import annotations

from channels_in.models import Connection
from tickets.models import Channel


def is_granted(channel: Channel) -> bool:
    return Connection.objects.filter(channel=channel, options__human_agent=True).exists()
