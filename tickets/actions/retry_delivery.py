from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from events.actors import Actor
from tickets.changing import lock
from tickets.models import Delivery
from tickets.recording import record_on
from tickets.refusals import Refused


@transaction.atomic
def retry_delivery(delivery: Delivery, *, by: Actor, at: datetime | None = None) -> None:
    """A person has it sent again, with a full round of attempts. What may have been sent may come twice."""
    stuck = Delivery.objects.filter(pk=delivery.pk).stuck()
    again = stuck.update(
        status=Delivery.Status.QUEUED,
        state=Delivery.State.PENDING,
        due_at=Now(),
        lease_until=None,
        attempts=0,
        given_up_at=None,
    )
    if not again:
        raise Refused("not_failed")
    delivery.refresh_from_db()
    ticket = delivery.message.ticket
    lock(ticket)
    record_on(ticket, "delivery.retried", by=by, at=at, message=delivery.message_id)
