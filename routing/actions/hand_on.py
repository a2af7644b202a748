from __future__ import annotations

from datetime import datetime
from typing import Any

from events.actors import Actor
from events.database_time import database_time
from events.models import Event
from people.models import Agent
from routing.actions.decide import decide
from routing.assign import SHOWN, Offer, consider
from routing.members import hold_team
from routing.models import Decision, RoutingPause
from tickets.actions.assign import assign
from tickets.models import Ticket

ESCALATED = "escalated"  # why it was given, and from whom a step of a ladder took it


def hand_on(ticket: Ticket, *, by: Actor, at: datetime | None = None) -> dict[str, Any]:
    """To somebody else of its team, chosen as ever; not to whom it was taken from before. What came of it.

    The caller holds the ticket, and whoever could get it. Who has it keeps it when nobody else can take it.
    """
    if ticket.team_id is None:
        return {"outcome": "no_team"}
    if RoutingPause.objects.filter(ended_at=None, team=ticket.team_id).exists():
        return {"outcome": "nobody_free", "why": "routing_paused"}
    now = at or database_time()
    team = hold_team(ticket.team_id, at=now)
    for agent in _had_it(ticket):
        team.pop(agent, None)
    [offer] = consider([ticket], ticket.team_id, team, now=now)
    if offer.choice.agent is None:
        why = offer.choice.reason  # an empty team: whoever has it is its only member
        return {"outcome": "nobody_free", "why": "" if why == "empty_team" else why}
    former = ticket.assignee_id
    assign(ticket, to=Agent.objects.get(pk=offer.choice.agent), by=by, reason=ESCALATED)
    _explain(offer, ticket, former)
    return {"outcome": "done", "agents": [offer.choice.agent]}


def _had_it(ticket: Ticket) -> set[int]:
    given = Event.objects.filter(ticket_id=ticket.pk, kind="ticket.assigned", data__reason=ESCALATED)
    found = set(given.values_list("data__from", flat=True)) | {ticket.assignee_id}
    return {agent for agent in found if agent}


def _explain(offer: Offer, ticket: Ticket, former: int | None) -> None:
    decide(
        ticket,
        Decision.Kind.ASSIGNMENT,
        event=Event.objects.filter(ticket_id=ticket.pk, kind="ticket.assigned").latest("pk"),
        inputs={
            "team": ticket.team_id,
            "members": len(offer.choice.considered),
            "taken_from": former,
            "weight": offer.need.weight,
            "skills": [one.as_data() for one in offer.need.skills],
        },
        looked_at=[one.as_data() for one in offer.choice.considered[:SHOWN]],
        outcome={"agent": offer.choice.agent, "reason": offer.choice.reason},
        because=[{"code": offer.choice.reason}],
    )
