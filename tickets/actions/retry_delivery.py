from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from events.actors import Actor
from tickets.actions.answer_again import answer_again
from tickets.changing import lock
from tickets.models import Delivery, Message
from tickets.recipients import better_addresses
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
        reason="",
        detail="",
        retried_at=Now(),
        given_up_at=None,
    )
    if not again:
        raise Refused("not_failed")
    delivery.refresh_from_db()
    ticket = delivery.message.ticket
    lock(ticket)
    corrected = _address_anew(delivery.message)
    answer_again(delivery.message, at=at)
    record_on(ticket, "delivery.retried", by=by, at=at, message=delivery.message_id, **corrected)


def _address_anew(message: Message) -> dict[str, str]:
    """Its recipients are frozen, but for an address that somebody has corrected since."""
    to = message.recipients.get("to", [])
    better = better_addresses(message.ticket.customer_id, [address for _name, address in to])
    if not any(address.lower() in better for _name, address in to):
        return {}
    now = [[name, better.get(address.lower(), (address,))[0]] for name, address in to]
    message.recipients = {**message.recipients, "to": now}
    message.save(update_fields=["recipients"])
    return {"address": now[0][1]}
