"""What an event means for the clocks of its ticket, and at which moment."""

from __future__ import annotations

from django.db.models import QuerySet

from events.models import Event
from routing.clock_history import Happening, What
from tickets.models import Delivery, Message, Status

_BY_HAND: dict[str, What] = {
    "ticket.resolved": "resolved",
    "ticket.held": "status_changed",
    "ticket.unheld": "status_changed",
    "reply.withdrawn": "reply_withdrawn",
}


def happening_of(event: Event) -> Happening | None:
    """None: nothing that a clock minds. Moments are those of messages and events, never now."""
    if event.kind in _BY_HAND:
        return Happening(what=_BY_HAND[event.kind], at=event.created_at, status=event.data["status"])
    if event.kind == "ticket.closed":
        return _closed(event)
    if event.kind == "ticket.reopened":
        return _reopened(event)
    if event.kind in _BY_MESSAGE:
        message = Message.objects.only("created_at", "author_kind", "ticket").get(pk=event.data["message"])
        return _BY_MESSAGE[event.kind](event, message)
    return None


def answers(ticket_id: int) -> QuerySet[Message]:
    """What a person wrote and the customer may have got."""
    return Message.objects.filter(
        ticket=ticket_id, author_kind=Message.AuthorKind.AGENT, withdrawn_at=None
    ).exclude(delivery__status=Delivery.Status.FAILED)


def _closed(event: Event) -> Happening:
    what: What = "cancelled" if event.data.get("cancelled") else "closed"
    return Happening(what=what, at=event.created_at, status=event.data["status"])


def _reopened(event: Event) -> Happening | None:
    """By hand. A customer's message that reopens says so itself, with the time at which it came."""
    if "by_message" in event.data:
        return None
    return Happening(what="reopened", at=event.created_at, status=event.data["status"])


def _customer_wrote(event: Event, message: Message) -> Happening | None:
    """Machines start nothing, and of several messages in a row the first counts."""
    starts = event.data["cycle_start"]
    untouched = event.data["status"] == Status.NEW and not starts  # nothing has stood still or stopped yet
    if event.data["is_auto_reply"] or untouched:
        return None
    what: What = "customer_wrote" if starts else "status_changed"
    return Happening(what=what, at=message.created_at, status=event.data["status"])


def _agent_replied(event: Event, message: Message) -> Happening:
    return Happening(what="agent_replied", at=message.created_at, status=event.data["status"])


def _came_to_nothing(event: Event, message: Message) -> Happening | None:
    """Only what a person wrote had answered anything, and only if nobody has answered since."""
    if message.author_kind != Message.AuthorKind.AGENT:
        return None
    later = answers(message.ticket_id).filter(pk__gt=message.pk)
    what: What = "status_changed" if later.exists() else "reply_bounced"
    return Happening(what=what, at=event.created_at, status=event.data["status"])


def _goes_out_again(event: Event, message: Message) -> Happening | None:
    """It answers from now on, unless the customer has written more since."""
    if message.author_kind != Message.AuthorKind.AGENT:
        return None
    words = Message.objects.filter(ticket=message.ticket_id, direction=Message.Direction.INBOUND)
    if words.filter(is_auto_reply=False, pk__gt=message.pk).exists():
        return None
    return Happening(what="agent_replied", at=event.created_at, status=event.data["status"])


_BY_MESSAGE = {
    "message.received": _customer_wrote,
    "reply.sent": _agent_replied,
    "delivery.failed": _came_to_nothing,
    "delivery.bounced": _came_to_nothing,
    "delivery.retried": _goes_out_again,
}
KINDS = (*_BY_HAND, "ticket.closed", "ticket.reopened", *_BY_MESSAGE)
