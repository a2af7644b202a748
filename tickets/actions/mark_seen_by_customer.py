from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from events.actors import Actor
from tickets.changing import lock
from tickets.models import Channel, Delivery, Message, Ticket
from tickets.recording import record_aside

BEFORE = {
    Delivery.Status.DELIVERED: (Delivery.Status.SENT,),
    Delivery.Status.READ: (Delivery.Status.SENT, Delivery.Status.DELIVERED),
}


@transaction.atomic
def mark_seen_by_customer(
    tickets: Iterable[Ticket], channel: Channel, *, upto: int, status: Delivery.Status, by: Actor
) -> bool:
    """All of ours up to this message arrived there, or were read. One event a ticket, told to whoever has it
    open: a whole team need not hear of every look. False if nothing got any further.
    """
    ours = Delivery.objects.filter(
        message__ticket__in=tickets,
        message__channel=channel,
        message__direction=Message.Direction.OUTBOUND,
        message__pk__lte=upto,
        status__in=BEFORE[status],
    )
    held = list(
        ours.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk", "message_id")
    )
    if not held:
        return False
    Delivery.objects.filter(pk__in=[pk for pk, _ in held]).update(status=status)
    messages = Message.objects.filter(pk__in=[message for _, message in held]).select_related("ticket")
    newest = {message.ticket_id: message for message in messages.order_by("pk")}
    for _, message in sorted(newest.items()):
        lock(message.ticket)
        record_aside(message.ticket, f"delivery.{status}", by=by, message=message.pk)
    return True
