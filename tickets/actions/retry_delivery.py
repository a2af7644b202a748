from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from events.actors import Actor
from tickets.changing import lock, move, waiting_since, write
from tickets.models import Delivery, Message, Status, Ticket
from tickets.recipients import better_addresses
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.status_before import status_before

OF_A_FAILURE = ("delivery.failed", "delivery.bounced", "delivery.retried")


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
    if ticket.is_active and delivery.message.author_kind == Message.AuthorKind.AGENT:
        _answer_again(ticket, at=at)
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


def _answer_again(ticket: Ticket, *, at: datetime | None) -> None:
    """What failing did is undone, as far as nobody has waited or moved the ticket since."""
    write(ticket, waiting_since=waiting_since(ticket))
    on_their_way = ticket.messages.exclude(delivery__status=Delivery.Status.FAILED)
    was = status_before(ticket, messages=set(on_their_way.values_list("pk", flat=True)), kinds=OF_A_FAILURE)
    if ticket.waiting_since is None and was == Status.PENDING:
        move(ticket, Status.PENDING, at=at or timezone.now())
