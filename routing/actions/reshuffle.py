from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from events import actors
from events.database_time import database_time
from events.models import Event
from people.models import Agent, Team
from routing.models import Reshuffle
from tickets.actions.assign import assign
from tickets.actions.nudge import nudge
from tickets.actions.transfer import transfer
from tickets.changing import refuse_reader
from tickets.event_kinds import ASSIGNMENT_KINDS
from tickets.models import Ticket
from tickets.refusals import Refused
from tickets.stale import StaleTicket


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    ticket: Ticket
    version: int  # that the person saw
    to_agent: Agent | None = None
    to_team: Team | None = None


def reshuffle(wanted: Sequence[Wanted], *, what: str, by: Agent) -> Reshuffle:
    """Each ticket in its own transaction, written down with it: what one refuses holds up none of the others,
    and what was done can be taken back however far it came.
    """
    refuse_reader(by)
    row = Reshuffle.objects.create(what=what, by=by, made_at=database_time(), steps=[])
    for one in sorted(wanted, key=lambda one: one.ticket.pk):
        with transaction.atomic():
            row.refresh_from_db(from_queryset=Reshuffle.objects.select_for_update())
            row.steps.append(_step(one, what, by))
            row.save(update_fields=["steps"])
    return row


def _step(one: Wanted, what: str, by: Agent) -> dict[str, Any]:
    ticket = one.ticket
    step: dict[str, Any] = {
        "ticket": ticket.pk,
        "from_team": ticket.team_id,
        "from_agent": ticket.assignee_id,
        "to_team": one.to_team.pk if one.to_team else None,
        "to_agent": one.to_agent.pk if one.to_agent else None,
        "event": None,
    }
    try:
        with transaction.atomic():
            step["event"] = _do(one, what, by)
            step["outcome"] = "done" if step["event"] else "as_it_was"
    except Refused as refusal:
        step["outcome"] = refusal.code
    except StaleTicket:
        step["outcome"] = "changed_meanwhile"
    return step


def _do(one: Wanted, what: str, by: Agent) -> int | None:
    """The event of it; None where it is so already."""
    actor = actors.agent(by)
    if what == Reshuffle.What.NUDGE:
        return nudge(one.ticket, by=by).pk
    if one.to_team is not None:
        moved = transfer(one.ticket, to=one.to_team, by=actor, expected_version=one.version)
    else:
        moved = assign(one.ticket, to=one.to_agent, by=actor, expected_version=one.version)
    if not moved:
        return None
    moves = Event.objects.filter(ticket_id=one.ticket.pk, kind__in=ASSIGNMENT_KINDS)
    return moves.latest("pk").pk
