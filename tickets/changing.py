"""How an action changes a ticket: hold it, write what changes and nothing else."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from people.models import Agent
from tickets.incident_news import tell_problem
from tickets.models import Delivery, Message, Status, Ticket
from tickets.refusals import Refused

DONE = (Status.RESOLVED, Status.CLOSED)


def lock(ticket: Ticket) -> None:
    """Hold the ticket until the commit and see it as it is now. Rows that point at it can still be added."""
    if ticket.gathering:  # held already, and ahead of its row
        return
    ticket.refresh_from_db(from_queryset=Ticket.objects.select_for_update(no_key=True))


def refuse_closed(ticket: Ticket) -> None:
    if ticket.status == Status.CLOSED:
        raise Refused("ticket_closed")


def refuse_internal(ticket: Ticket) -> None:
    """Before anything is said to the customer. The database refuses the message itself."""
    if ticket.is_internal:
        raise Refused("internal")


def refuse_done(ticket: Ticket) -> None:
    refuse_closed(ticket)
    if ticket.is_done:
        raise Refused("ticket_done")


def refuse_reader(agent: Agent) -> None:
    """Views check the role already; what changes a ticket checks again."""
    if not (agent.is_active and agent.may_write):
        raise Refused("read_only")


def write(ticket: Ticket, **fields: object) -> None:
    for name, value in fields.items():
        setattr(ticket, name, value)
    if ticket.gathering:
        ticket.gathering.fields |= fields.keys()
    else:
        ticket.save(update_fields=list(fields))


def move(ticket: Ticket, status: Status, *, at: datetime, **fields: object) -> None:
    """Write a status together with what the database demands to go with it."""
    done = status in DONE
    waits = not done and ticket.assignee_id is None
    write(
        ticket,
        status=status,
        resolved_at=(ticket.resolved_at or at) if done else None,
        closed_at=at if status == Status.CLOSED else None,
        unassigned_reason=(ticket.unassigned_reason or Ticket.UnassignedReason.ROUTING) if waits else "",
        **fields,
    )
    tell_problem(ticket)


def waiting_since(ticket: Ticket) -> datetime | None:
    """When the customer wrote what nobody has answered: only a person answers, by what may have arrived."""
    answer = (
        ticket.messages.filter(author_kind=Message.AuthorKind.AGENT, withdrawn_at=None)
        .exclude(delivery__status=Delivery.Status.FAILED)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )
    return (
        customer_words(ticket)
        .filter(pk__gt=answer or 0)
        .order_by("pk")
        .values_list("created_at", flat=True)
        .first()
    )


def others_in_session(ticket: Ticket) -> QuerySet[Ticket]:
    """On a channel without threads: what the customer has going there besides."""
    theirs = Ticket.objects.active().filter(channel=ticket.channel_id, customer=ticket.customer_id)
    return theirs.filter(is_session=True).exclude(pk=ticket.pk)


def customer_words(ticket: Ticket) -> QuerySet[Message]:
    return ticket.messages.filter(Q(direction=Message.Direction.INBOUND, is_auto_reply=False))


def last_said(ticket: Ticket) -> Message | None:
    """The newest of them: what lists show of the ticket."""
    return said_by_people(ticket.messages.all()).order_by("-pk").first()


def said_by_people(messages: QuerySet[Message]) -> QuerySet[Message]:
    """What a person wrote and did not take back."""
    said = messages.filter(withdrawn_at=None, is_auto_reply=False)
    return said.exclude(author_kind=Message.AuthorKind.SYSTEM)


def snippet_of(text: str) -> str:
    return " ".join(text[:2000].split())[:200]
