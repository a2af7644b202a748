from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from events.actors import Actor
from events.models import Event
from people.models import Presence
from tickets.actions.notify_all import notify_all
from tickets.gathering import HappenedOn
from tickets.models import Notification, Ticket
from tickets.recording_all import record_on_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """A waiting ticket, as it was seen, for an agent; `reason` is a code that says how they were chosen."""

    ticket: Ticket
    to: int
    reason: str


@transaction.atomic
def hand_out(gifts: Sequence[Gift], *, by: Actor, at: datetime | None = None) -> list[tuple[Gift, Event]]:
    """Assign many waiting tickets at once: those that nobody has touched since they were seen."""
    taken = _take(gifts)
    given = [gift for gift in gifts if gift.ticket.pk in taken]
    for gift in given:
        gift.ticket.assignee_id = gift.to
        gift.ticket.unassigned_reason = ""
    Presence.objects.filter(agent__in={gift.to for gift in given}).update(last_assigned_at=at or Now())
    events = record_on_all([_happened(gift, by, at) for gift in given])
    notify_all(
        [
            Notification(
                agent_id=gift.to, ticket=gift.ticket, kind=Notification.Kind.ASSIGNED, event_id=event.pk
            )
            for gift, event in zip(given, events, strict=True)
        ]
    )
    return list(zip(given, events, strict=True))


def _take(gifts: Sequence[Gift]) -> set[int]:
    """The conditions are the guard: a ticket that somebody has, or has changed, is not given."""
    if not gifts:
        return set()
    with connection.cursor() as sql:
        sql.execute(
            "update tickets_ticket t set assignee_id = v.agent, unassigned_reason = '' "
            "from unnest(%s::bigint[], %s::bigint[], %s::int[]) as v(id, agent, version) "
            "where t.id = v.id and t.assignee_id is null and t.version = v.version "
            "returning t.id",
            [
                [gift.ticket.pk for gift in gifts],
                [gift.to for gift in gifts],
                [gift.ticket.version for gift in gifts],
            ],
        )
        return {pk for (pk,) in sql.fetchall()}


def _happened(gift: Gift, by: Actor, at: datetime | None) -> HappenedOn:
    data: dict[str, Any] = {"from": None, "to": gift.to, "reason": gift.reason}
    return HappenedOn(ticket=gift.ticket, kind="ticket.assigned", by=by, data=data, at=at)
