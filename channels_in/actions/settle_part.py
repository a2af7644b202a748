from __future__ import annotations

from datetime import datetime

from django.db import transaction

from channels_in.actions.note_progress import note_progress
from tickets.models import Delivery, DeliveryPart


@transaction.atomic
def settle_part(part: DeliveryPart, *, provider_id: str, at: datetime | None = None) -> bool:
    """Its provider shows it to us: it went out, whatever we know of it. False if that was known."""
    list(Delivery.objects.select_for_update(no_key=True).filter(pk=part.delivery_id).values_list("pk"))
    part.refresh_from_db(fields=["status", "provider_id"])
    if not part.provider_id:
        part.provider_id = provider_id
        part.save(update_fields=["provider_id"])
    return note_progress(part, status=Delivery.Status.SENT, at=at)
