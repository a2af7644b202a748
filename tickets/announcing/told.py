"""A customer with several incidents gets the text once for each of their addresses: docs/adr/0036."""

from __future__ import annotations

from tickets.models import Announced, Delivery, Message, Ticket
from tickets.recipients import last_words, recipients_after, reply_channel
from tickets.refusals import Refused


def waits_its_turn(row: Announced) -> bool:
    """The newest of their incidents carries it, so whoever works on an older one finds what the newer did."""
    theirs = Announced.objects.filter(
        announcement=row.announcement_id, ticket__customer=row.ticket.customer_id, ticket__gt=row.ticket_id
    )
    return theirs.filter(state=Announced.State.PENDING).exists()


def told_already(row: Announced) -> Message | None:
    """What has gone where this one's answer would go. Its delivery is held, ahead of the ticket as always:
    nobody takes it back meanwhile.
    """
    ticket = row.ticket
    theirs = Announced.objects.filter(announcement=row.announcement_id, ticket__customer=ticket.customer_id)
    others = theirs.went_out().exclude(ticket=ticket.pk)
    if not others.exists():
        return None
    last = last_words(ticket)
    channel = reply_channel(ticket, last)
    try:
        address = recipients_after(ticket, last)["to"][0][1]
    except Refused:
        return None
    sent = Delivery.objects.filter(message__in=others.values("message"), message__channel=channel)
    held = sent.exclude(status=Delivery.Status.WITHDRAWN).select_for_update(of=("self",), no_key=True)
    for delivery in held.select_related("message").order_by("pk"):
        if delivery.message.recipients["to"][0][1].lower() == address.lower():
            return delivery.message
    return None


def told_with(message: Message) -> list[Ticket]:
    """The customer's other incidents for which it stands."""
    carried = Announced.objects.filter(ticket=message.ticket_id, message=message)
    rows = Announced.objects.filter(announcement__in=carried.values("announcement"), message=message)
    return list(Ticket.objects.filter(announced__in=rows.went_out().exclude(ticket=message.ticket_id)))
