"""What an agent writes, and at once the worker that sends it."""

from __future__ import annotations

from typing import Any

from channels_in import delivery
from tests.builders import a_reply
from tests.channels_in.mails import hurry
from tickets.models import Delivery, Message, Ticket


def answered(ticket: Ticket, text: str = "Sudah kami kirim", **fields: Any) -> Delivery:
    return sent(a_reply(ticket, text=text, **fields))


def sent(message: Message) -> Delivery:
    delivery.deliver_due(message.channel_id)
    return Delivery.objects.get(message=message)


def again(tried: Delivery) -> Delivery:
    """It is due, and tried once more."""
    hurry(tried)
    delivery.deliver_due(tried.channel_id)
    tried.refresh_from_db()
    return tried
