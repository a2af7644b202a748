from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from events.actors import Actor
from people.models import Team
from tickets.actions.tell_loss import tell_lost_sight
from tickets.changing import lock, refuse_closed, write
from tickets.event_kinds import ASSIGNMENT_KINDS
from tickets.models import Ticket
from tickets.recording import groups_of, record_on
from tickets.refusals import Refused
from tickets.stale import refuse_stale_write


@transaction.atomic
def transfer(
    ticket: Ticket,
    *,
    to: Team,
    by: Actor,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> bool:
    """To another team. The assignee keeps it only as a member of that team. False if it is there already."""
    if not to.is_active:
        raise Refused("team_off", team=to.name)
    lock(ticket)
    refuse_closed(ticket)
    if ticket.team_id == to.pk:
        return False
    refuse_stale_write(ticket, seen_version=expected_version, kinds=ASSIGNMENT_KINDS, by=by)
    left, former_team, former = groups_of(ticket), ticket.team_id, ticket.assignee_id
    keeps = former is not None and to.memberships.filter(agent=former).exists()
    routed_anew = ticket.is_active and not keeps
    write(
        ticket,
        team=to,
        assignee_id=former if keeps else None,
        unassigned_reason=Ticket.UnassignedReason.ROUTING if routed_anew else "",
    )
    moved: dict[str, Any] = {"from_team": former_team, "to_team": to.pk}
    if ticket.caller_since:
        moved["caller_waits"] = True
    event = record_on(ticket, "ticket.transferred", by=by, at=at, tell=left, **moved)
    if not ticket.gathering:  # nobody has seen a ticket that is not there yet
        tell_lost_sight(ticket, former=None if keeps else former, by=by, event=event, team=to.pk)
    if former and not keeps:
        data: dict[str, Any] = {"from": former, "reason": Ticket.UnassignedReason.ROUTING}
        record_on(ticket, "ticket.unassigned", by=by, at=at, **data)
    return True
