"""How far our messages got, as their carrier tells: in whatever order it is told, progress only rises."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from channels_in.actions.adopt_part import adopt_part
from channels_in.actions.note_progress import note_progress
from channels_in.chat.content import Progress, Seen
from channels_in.chat.part_keys import PartKey
from channels_in.items import Decision, ignored, updated
from people.identity import normal
from tickets.models import Delivery, DeliveryPart

BEFORE = {  # what "everything until then was …" raises
    "delivered": (Delivery.Status.SENT,),
    "read": (Delivery.Status.SENT, Delivery.Status.DELIVERED),
}
MOST = 200


def apply(told: Progress | Seen, channel: int) -> Decision | None:
    """None: no message of ours has this name yet."""
    return _of_one(told, channel) if isinstance(told, Progress) else _of_all_until(told, channel)


def _of_one(told: Progress, channel: int) -> Decision | None:
    parts = DeliveryPart.objects.filter(channel=channel).select_related("delivery__message__ticket")
    part = parts.filter(provider_id=told.of).first()
    if part is None:
        key = PartKey.read(told.key)
        part = key.among(parts) if key else None
        if key is None or part is None:
            return None
        if not adopt_part(part, provider_id=told.of, attempt=key.attempt, status=told.status):
            return ignored("other_try")
    note_progress(part, status=told.status, reason=told.reason, detail=told.detail, at=told.at)
    return updated(part.delivery.message, reason=told.status)


def _of_all_until(seen: Seen, channel: int) -> Decision | None:
    parts = DeliveryPart.objects.filter(channel=channel).select_related("delivery__message__ticket")
    named = list(parts.filter(provider_id__in=seen.of).order_by("delivery_id", "number"))
    if seen.of and not named:
        return None
    moments = [seen.until, *(part.delivery.message.created_at for part in named)]
    until = max((one for one in moments if one), default=None)
    before = list(_not_seen(parts, seen, until)) if until else []
    for part in before + [part for part in named if part not in before]:
        note_progress(part, status=seen.status, at=seen.until)
    found = named or before
    return updated(found[-1].delivery.message, reason=seen.status) if found else ignored("nothing_unseen")


def _not_seen(parts: QuerySet[DeliveryPart], seen: Seen, until: datetime) -> QuerySet[DeliveryPart]:
    """Found by an address, and nobody is made for it: who only reads need not be a customer."""
    kind, address = normal(seen.who.kind, seen.who.address)
    theirs = Q(
        delivery__message__ticket__customer__identities__kind=kind,
        delivery__message__ticket__customer__identities__address=address,
    )
    older = parts.filter(theirs, status__in=BEFORE[seen.status], delivery__message__created_at__lte=until)
    return older.order_by("delivery_id", "number")[:MOST]
