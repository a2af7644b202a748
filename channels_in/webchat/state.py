"""How a visitor's conversation stands. Always told whole, so that a page converges by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from channels_in.models import Visitor
from channels_in.surveys import ASKS, open_survey
from channels_in.webchat.asking import asked_now
from channels_in.webchat.house import House, house_of, place_of, places
from channels_in.webchat.shown import face
from channels_in.webchat.visitors import Own, own_messages, own_of
from events.models import Event
from people.models import Agent
from tickets.models import Message, Status, Ticket
from tickets.ticket_numbers import number_of


def state_of(visitor: Visitor, *, own: Own | None = None) -> dict[str, Any]:
    ticket = (own or own_of(visitor)).current
    house = house_of(visitor.connection.channel, team_id=ticket.team_id if ticket else None)
    phase = _phase(ticket)
    shows_number = visitor.connection.options.get("shows_number", True)
    agent = _who_is_with(ticket) if ticket else None
    return {
        "phase": phase,
        "number": number_of(ticket.pk) if ticket and shows_number else None,
        "agent": face(agent, visitor) if agent else None,
        "queue": _queue(ticket, house) if ticket and phase == "queued" else None,
        "usual_reply": house.usual_reply,
        "hours": house.hours,
        "there": house.is_there,
        "seen_upto": _seen_upto(ticket) if ticket else None,
        "asks": asked_now(visitor, house, has_ticket=ticket is not None and ticket.is_active),
        "mail": masked(visitor.email) if visitor.email else None,
        "survey": _survey(visitor, ticket) if ticket else None,
        "typing": None,
    }


def _survey(visitor: Visitor, ticket: Ticket) -> dict[str, Any] | None:
    """What they are asked of it, and what they have said so far."""
    asked = open_survey(ticket)
    if asked is None or not was_asked(visitor, asked.key):
        return None
    return {
        "key": asked.key.hex,
        "question": asked.question,
        "score": asked.score,
        "words": asked.comment,
    }


def was_asked(visitor: Visitor, survey: UUID) -> bool:
    """Here, and they may read it: of two browsers that are taken for one customer, one of them."""
    question = {"kind": ASKS, "survey": survey.hex}
    return own_messages(visitor).filter(extras__contains=[question]).exists()


def masked(email: str) -> str:
    local, at, domain = email.rpartition("@")
    return f"{local[:1]}…{at}{domain}"


def _phase(ticket: Ticket | None) -> str:
    if ticket is None:
        return "new"
    if ticket.status == Status.RESOLVED:
        return "resolved"
    if ticket.status == Status.CLOSED or _was_ended(ticket):
        return "ended"
    return "queued" if _waits(ticket) else "with_agent"


def _waits(ticket: Ticket) -> bool:
    """Not where somebody answered who did not take it: it is the visitor's turn, and nobody is ahead."""
    return ticket.assignee_id is None and ticket.status != Status.PENDING


def _who_is_with(ticket: Ticket) -> Agent | None:
    if ticket.assignee_id or _waits(ticket):
        return ticket.assignee
    answers = ticket.messages.filter(direction=Message.Direction.OUTBOUND, agent__isnull=False)
    last = answers.select_related("agent").order_by("-pk").first()
    return last.agent if last else None


def _was_ended(ticket: Ticket) -> bool:
    """By the visitor, who has not written since."""
    told = Event.objects.filter(
        ticket_id=ticket.pk, kind__in=["chat.ended", "message.received", "reply.sent"]
    )
    return told.order_by("-pk").values_list("kind", flat=True).first() == "chat.ended"


def _queue(ticket: Ticket, house: House) -> dict[str, int | None] | None:
    if ticket.team_id is None:
        return None
    return place_of(ticket, places(ticket.team_id), house)


def _seen_upto(ticket: Ticket) -> int | None:
    """The last of their messages that somebody responsible has looked at."""
    theirs = ticket.messages.filter(direction=Message.Direction.INBOUND, is_auto_reply=False)
    return theirs.order_by("-pk").values_list("pk", flat=True)[ticket.unseen : ticket.unseen + 1].first()
