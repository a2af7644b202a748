from __future__ import annotations

from django.db import transaction

from channels_in.chat.part_keys import latest_try
from tickets.models import Delivery, DeliveryPart

ARRIVED = {Delivery.Status.DELIVERED, Delivery.Status.READ}


@transaction.atomic
def adopt_part(part: DeliveryPart, *, provider_id: str, attempt: int, status: str) -> bool:
    """A report names a part that has no id yet: from now on it has one.

    False: it is about an earlier try and does not prove that the customer has the message, or the part is
    known by another id by now.
    """
    delivery = part.delivery
    delivery.refresh_from_db(from_queryset=Delivery.objects.select_for_update(no_key=True))
    if attempt != latest_try(delivery) and status not in ARRIVED:
        return False
    nameless = DeliveryPart.objects.filter(pk=part.pk, provider_id="")
    return bool(nameless.update(provider_id=provider_id[:255]))
