from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tickets.actions.record_delivery import LATER, mark_delivered, mark_failed, mark_read, mark_sent
from tickets.models import Delivery, DeliveryPart

S = Delivery.Status
ORDER = (S.QUEUED, S.SENDING, S.UNKNOWN, S.SENT, S.DELIVERED, S.READ)


@transaction.atomic
def note_progress(
    part: DeliveryPart, *, status: str, reason: str = "", detail: str = "", at: datetime | None = None
) -> bool:
    """Of one part, and of the delivery as far as all its parts are. False if it is as far already."""
    delivery = part.delivery
    delivery.refresh_from_db(from_queryset=Delivery.objects.select_for_update(no_key=True))
    part.refresh_from_db(fields=["status"])
    if status not in LATER[part.status]:
        return False
    part.status, part.reason, part.detail = status, reason, detail[:1000]
    part.save(update_fields=["status", "reason", "detail"])
    _raise(delivery, at=at)
    return True


def _raise(delivery: Delivery, *, at: datetime | None) -> None:
    """As far as the part that is least far; one that failed fails the whole, which says so."""
    parts = list(delivery.parts.order_by("number"))
    if failed := next((one for one in parts if one.status == S.FAILED), None):
        mark_failed(delivery, reason=failed.reason or "refused", detail=failed.detail, at=at)
        return
    match min((one.status for one in parts), key=ORDER.index):
        case S.SENT:
            mark_sent(delivery, provider_id=parts[0].provider_id, at=at)
        case S.DELIVERED:
            mark_delivered(delivery, at=at)
        case S.READ:
            mark_read(delivery, at=at)
