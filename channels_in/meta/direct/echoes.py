"""Whose echo is it: what we sent through the API comes back, and so does what others write in our name.

Instagram gives our own mark back nowhere in its pages, and an echo may be here before the answer that names
the message. So it is asked in this order: by our mark, by the name, by the same words in a doubt of ours.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from channels_in.meta.direct.outgoing import parts_of
from channels_in.meta.direct.said import Echo
from channels_in.meta.marks import part_marked
from tickets.models import Delivery, DeliveryPart

S = Delivery.Status
NEAR = timedelta(minutes=10)  # an echo of a try, and not of the same words at another time


def part_of(echo: Echo, channel: int, *, heard_at: datetime, our_app: str) -> DeliveryPart | None:
    """The part of a reply that it is the echo of, as far as that is certain."""
    if part := part_marked(echo.mark, channel):
        return part
    is_ours = bool(our_app) and echo.app_id == our_app
    statuses = (S.UNKNOWN, S.SENDING) if is_ours else (S.UNKNOWN,)
    unnamed = open_parts(echo, channel).filter(provider_id="", delivery__status__in=statuses)
    at = echo.sent_at or heard_at
    return next((part for part in unnamed if _is_near(part, at) and _says_the_same(part, echo)), None)


def is_being_sent(echo: Echo, channel: int) -> bool:
    """Something is on its way to them this moment: its answer will say whether this was it."""
    return open_parts(echo, channel).filter(provider_id="", delivery__status=S.SENDING).exists()


def open_parts(echo: Echo, channel: int) -> QuerySet[DeliveryPart]:
    """Parts on their way to whom it was written, oldest first."""
    theirs = DeliveryPart.objects.filter(channel=channel).filter(
        Q(delivery__message__ticket__customer__identities__kind=echo.who.kind)
        & Q(delivery__message__ticket__customer__identities__address=echo.who.address)
    )
    under_way = theirs.filter(delivery__status__in=(S.SENDING, S.UNKNOWN))
    return under_way.select_related("delivery__message__ticket").order_by("delivery_id", "number")


def _is_near(part: DeliveryPart, at: datetime) -> bool:
    tries = part.delivery.tries
    tried = datetime.fromisoformat(tries[-1]["at"]) if tries else part.delivery.message.created_at
    return abs(at - tried) <= NEAR


def _says_the_same(part: DeliveryPart, echo: Echo) -> bool:
    parts = parts_of(part.delivery.message)
    if part.number >= len(parts):
        return False
    ours = parts[part.number]
    return bool(echo.media) if ours.file else ours.text.split() == echo.text.split()
