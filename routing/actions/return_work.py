from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from events import actors
from events.models import ActorKind, Event
from people.models import Company, Presence, Role
from tickets.actions.assign import assign
from tickets.models import Ticket

RETURNED = Ticket.UnassignedReason.RETURNED


def return_work(*, at: datetime | None = None) -> int:
    """Back into the queue with what lies with somebody who is gone. How many tickets.

    Gone: offline for longer than the company's grace, so a reload or a short loss of the network changes
    nothing; those who are switched off at once. What waits for the customer stays until the customer answers.
    """
    gone = _gone(at=at)
    held = Ticket.objects.loading().filter(assignee__in=gone.values("agent_id")).order_by("pk")
    switched_off = Ticket.objects.active().filter(_off("assignee__"), assignee__isnull=False).order_by("pk")
    found = {*held.values_list("pk", flat=True), *switched_off.values_list("pk", flat=True)}
    return sum(_return(pk, at=at) for pk in sorted(found))


@transaction.atomic
def _return(ticket_id: int, *, at: datetime | None) -> bool:
    """Looked at again under the lock: they may be back, or the ticket may be with somebody else."""
    ticket = Ticket.objects.select_for_update(no_key=True).get(pk=ticket_id)
    if ticket.assignee is None or not ticket.is_active:
        return False
    if ticket.assignee.is_active and ticket.assignee.may_write:
        presence = _gone(at=at).filter(agent=ticket.assignee).first()
        if presence is None or ticket.status not in ("new", "open") or _given_on_purpose(ticket, presence):
            return False
    return assign(ticket, to=None, by=actors.system("agent", ticket.assignee_id), reason=RETURNED, at=at)


def _gone(*, at: datetime | None) -> QuerySet[Presence]:
    grace = timedelta(seconds=Company.current().requeue_after_seconds)
    return Presence.objects.filter(status=Presence.Status.OFFLINE, changed_at__lte=(at or Now()) - grace)


def _off(prefix: str) -> Q:
    return Q(**{f"{prefix}is_active": False}) | Q(**{f"{prefix}role": Role.AUDITOR})


def _given_on_purpose(ticket: Ticket, presence: Presence) -> bool:
    """A person gave it to somebody who was gone already: they knew."""
    given = Event.objects.filter(ticket_id=ticket.pk, kind="ticket.assigned").order_by("-id").first()
    return (
        given is not None
        and given.actor_kind == ActorKind.AGENT
        and presence.changed_at is not None
        and given.created_at > presence.changed_at
    )
