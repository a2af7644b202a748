"""A channel that is shut for the night, who writes to it, and what they are told."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from people.models import Calendar
from tests.builders import a_channel, a_customer, office_hours, receives, work_off
from tickets.models import Channel, Message

JAKARTA = ZoneInfo("Asia/Jakarta")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def closed_now(**fields) -> Calendar:
    """Open the day after tomorrow at nine, and on no day before."""
    day = DAYS[(timezone.now().astimezone(JAKARTA) + timedelta(days=2)).weekday()]
    return office_hours(hours={day: [["09:00", "10:00"]]}, **fields)


def open_now() -> Calendar:
    return office_hours(hours={day: [["00:00", "24:00"]] for day in DAYS})


def a_closed_channel(**fields) -> Channel:
    fields = {"kind": "whatsapp", "language": "en", "calendar": closed_now(), **fields}
    return a_channel(answers_out_of_hours=True, **fields)


def writes(channel: Channel, customer=None, **message) -> Message:
    customer = customer or a_customer("6281234567890", kind="whatsapp")
    written = receives(channel=channel, customer=customer, joins_active=True, **message).message
    work_off()
    return written


def told(channel: Channel | None = None) -> list[Message]:
    found = Message.objects.filter(author_kind="system").order_by("pk")
    return list(found.filter(channel=channel) if channel else found)
