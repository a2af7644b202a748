from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from tickets.changing import lock
from tickets.models import Delivery
from tickets.recording import record_on
from tickets.refusals import Refused


@transaction.atomic
def give_up_delivery(delivery: Delivery, *, by: Actor, at: datetime | None = None) -> None:
    """A person looked and leaves it: it is off the screen of the undeliverable, and can still be retried."""
    left = Delivery.objects.filter(pk=delivery.pk).needing_a_decision()
    if not left.update(given_up_at=at or timezone.now()):
        raise Refused("not_failed")
    delivery.refresh_from_db()
    ticket = delivery.message.ticket
    lock(ticket)
    record_on(ticket, "delivery.given_up", by=by, at=at, message=delivery.message_id)
