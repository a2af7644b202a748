from __future__ import annotations

from datetime import datetime
from typing import Any

from events.actors import Actor
from tickets.actions.reopen import bring_back
from tickets.actions.resolve import mark_resolved
from tickets.changing import move, snippet_of, write
from tickets.models import Message, Status, Ticket
from tickets.recording import record_on


def go_on_after_answer(
    ticket: Ticket, message: Message, *, by: Actor, keeps_open: bool, resolves: bool, at: datetime | None
) -> None:
    """Within an action, on a ticket that it holds: a person has answered the customer."""
    was = Status(ticket.status)
    fields: dict[str, Any] = {
        "waiting_since": None,
        "unseen": 0,
        "snippet": snippet_of(message.text),
        "last_message_at": max(ticket.last_message_at, message.created_at),
    }
    if resolves:
        write(ticket, **fields)
    elif ticket.is_done:
        status = Status.OPEN if keeps_open else Status.PENDING
        bring_back(ticket, by=by, at=at, status=status, why={"by_reply": message.pk}, **fields)
    else:
        move(ticket, _after_answer(was, keeps_open), at=message.created_at, **fields)
    record_on(
        ticket,
        "reply.sent",
        by=by,
        at=at,
        message=message.pk,
        keeps_open=keeps_open,
        resolves=resolves,
        was=was,
    )
    if resolves and ticket.is_active:
        mark_resolved(ticket, by=by, at=at, by_reply=message.pk)


def _after_answer(was: Status, keeps_open: bool) -> Status:
    if not keeps_open:
        return Status.PENDING
    return Status.ON_HOLD if was == Status.ON_HOLD else Status.OPEN
