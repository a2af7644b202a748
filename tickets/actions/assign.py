from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from events.actors import Actor
from people.models import Agent, Presence
from tickets.actions.notify import notify
from tickets.actions.tell_loss import tell_loss
from tickets.changing import lock, refuse_closed, write
from tickets.event_kinds import ASSIGNMENT_KINDS
from tickets.models import Notification, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.stale import refuse_stale_write


@transaction.atomic
def assign(
    ticket: Ticket,
    *,
    to: Agent | None,
    by: Actor,
    reason: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> bool:
    """Give it to somebody, or (None) put it back into the queue, for a reason. False if that is so already.

    `reason`: for the queue an UnassignedReason; for an agent any code that says how they were chosen.
    """
    if to is not None and not (to.is_active and to.may_write):
        raise Refused("cannot_take_tickets", agent=to.name)
    lock(ticket)
    refuse_closed(ticket)
    if ticket.assignee_id == (to.pk if to else None):
        return False
    refuse_stale_write(ticket, seen_version=expected_version, kinds=ASSIGNMENT_KINDS, by=by)
    if to is None:
        put_back(ticket, reason=reason or Ticket.UnassignedReason.UNASSIGNED, by=by, at=at)
    else:
        give(ticket, to=to, by=by, reason=reason, at=at)
    return True


def give(ticket: Ticket, *, to: Agent, by: Actor, reason: str, at: datetime | None) -> None:
    """Within an action that holds the ticket."""
    former = ticket.assignee_id
    write(ticket, assignee=to, unassigned_reason="")
    record_given(ticket, to=to, former=former, by=by, reason=reason, at=at)


def record_given(
    ticket: Ticket, *, to: Agent, former: int | None, by: Actor, reason: str, at: datetime | None
) -> None:
    """The row is written already."""
    Presence.objects.filter(agent=to).update(last_assigned_at=at or Now())
    lost = [f"agent.{former}"] if former else []
    data: dict[str, Any] = {"from": former, "to": to.pk, "reason": reason}
    event = record_on(ticket, "ticket.assigned", by=by, at=at, tell=lost, **data)
    if not (by.is_person and by.id == to.pk):
        notify(to, ticket=ticket, kind=Notification.Kind.ASSIGNED, event=event)
    tell_loss(ticket, former=former, by=by, event=event, to=to.pk)


def put_back(ticket: Ticket, *, reason: str, by: Actor, at: datetime | None) -> None:
    """Within an action that holds the ticket, which has an assignee."""
    former = ticket.assignee_id
    write(ticket, assignee=None, unassigned_reason=reason if ticket.is_active else "")
    data: dict[str, Any] = {"from": former, "reason": reason}
    event = record_on(ticket, "ticket.unassigned", by=by, at=at, tell=[f"agent.{former}"], **data)
    tell_loss(ticket, former=former, by=by, event=event)
