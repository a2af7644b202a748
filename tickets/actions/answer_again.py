from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tickets.changing import move, waiting_since, write
from tickets.models import Delivery, Message, Status
from tickets.status_before import status_before

OF_A_FAILURE = ("delivery.failed", "delivery.bounced", "delivery.retried")


def answer_again(message: Message, *, at: datetime | None) -> None:
    """Within an action, on a ticket that it holds: an answer that had failed is one after all. What failing
    did is undone, as far as nobody has waited or moved the ticket since.
    """
    ticket = message.ticket
    if not ticket.is_active or message.author_kind != Message.AuthorKind.AGENT:
        return
    write(ticket, waiting_since=waiting_since(ticket))
    on_their_way = ticket.messages.exclude(delivery__status=Delivery.Status.FAILED)
    was = status_before(ticket, messages=set(on_their_way.values_list("pk", flat=True)), kinds=OF_A_FAILURE)
    if ticket.waiting_since is None and was == Status.PENDING:
        move(ticket, Status.PENDING, at=at or timezone.now())
