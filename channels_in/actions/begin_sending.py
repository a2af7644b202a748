from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from tickets.actions.record_delivery import mark_sending
from tickets.models import Delivery

LEASE = timedelta(minutes=3)  # longer than a server may take to say yes


class LostClaim(Exception):
    """Another worker may hold the delivery by now: sending it here could send it twice."""


@transaction.atomic
def begin_sending(delivery: Delivery) -> None:
    """From here on the provider may have it. Committed before the first byte of the content leaves."""
    ours = Delivery.objects.filter(
        pk=delivery.pk,
        state=Delivery.State.PENDING,
        lease_until=delivery.lease_until,
        due_at__lte=Now(),
    )
    if not ours.update(lease_until=Now() + LEASE):
        raise LostClaim
    mark_sending(delivery)
