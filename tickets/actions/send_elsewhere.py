from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from people.actions.add_address import add_address
from people.actions.correct_address import correct_address
from tickets.actions.retry_delivery import retry_delivery
from tickets.models import Delivery
from tickets.refusals import Refused


@transaction.atomic
def send_elsewhere(delivery: Delivery, *, address: str, by: Actor, at: datetime | None = None) -> None:
    """The address it went to is not theirs, or not any more: correct it, and have this message sent there."""
    customer, to = delivery.message.ticket.customer, delivery.message.recipients.get("to")
    if not to:
        raise Refused("no_address")
    wrong = add_address(customer, address=to[0][1], by=by, at=at)
    correct_address(wrong, to=address, by=by, at=at)
    retry_delivery(delivery, by=by, at=at)
