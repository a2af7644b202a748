"""Waiting tickets are offered: most urgent first, as long as somebody can take them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef, Q

from events.reactions import react_now
from people.models import Membership
from routing.assign import Offer, carry_out, consider, hold_team, waiting
from routing.candidates import Choice, Need, choose
from routing.following import FOLLOWER
from routing.models import RoutingPause
from tickets.actions.note_unassigned_all import note_unassigned_all
from tickets.models import Ticket

PORTION = 100
REASON = Ticket.UnassignedReason.PAUSED
NOBODY_THERE = (
    Ticket.UnassignedReason.NOBODY_AVAILABLE,
    Ticket.UnassignedReason.EMPTY_TEAM,
    REASON,
)
PAUSED = RoutingPause.objects.filter(ended_at=None)
REST = 500  # explained in one go; the next sweep goes on


def drain(team_id: int, *, at: datetime | None = None) -> int:
    """Give out a team's queue until nobody can take more. How many were given."""
    route_callers(team_id)
    total = 0
    while True:
        seen, given = drain_portion(team_id, at=at)
        total += given
        if seen < PORTION:
            return total
        if not given:
            explain_rest(team_id)
            return total


def route_callers(team_id: int) -> None:
    """Ahead of the letters that wait for their routing: a morning's mail keeps nobody on the telephone."""
    callers = Ticket.objects.in_line(team_id).filter(caller_since__isnull=False)
    if found := list(callers.values_list("pk", flat=True)[:PORTION]):
        react_now(FOLLOWER, found)


@transaction.atomic(durable=True)
def drain_portion(team_id: int, *, at: datetime | None = None, limit: int = PORTION) -> tuple[int, int]:
    """How many were looked at and how many of them given. Agents are held before tickets, so a ticket that
    somebody else holds is passed over.
    """
    if not waiting(team_id).exists():
        return 0, 0
    team = hold_team(team_id)
    # Asked in the statement that takes them: who pauses waits for those who hold the team, later ones see it.
    queue = waiting(team_id).exclude(Exists(PAUSED.filter(team=OuterRef("team"))))
    held = list(queue.select_for_update(skip_locked=True, no_key=True, of=("self",))[:limit])
    if not held and PAUSED.filter(team=team_id).exists():
        return 0, hold_back(team_id, at=at)
    return len(held), carry_out(consider(held, team_id, team, at=at), team_id, at=at)


def hold_back(team_id: int, *, at: datetime | None = None) -> int:
    """Of a team that is paused: everybody who waits is told so."""
    untold = waiting(team_id).exclude(unassigned_reason=REASON)
    held = untold.select_for_update(skip_locked=True, no_key=True, of=("self",))[:REST]
    nobody = Choice(agent=None, reason="routing_paused", considered=())
    return carry_out([Offer(ticket=ticket, choice=nobody) for ticket in held], team_id, at=at)


@transaction.atomic(durable=True)
def explain_rest(team_id: int) -> int:
    """Those behind the first portion wait for the same reason; how many did not say so yet."""
    first = list(waiting(team_id).values_list("pk", flat=True)[:PORTION])
    if len(first) < PORTION:
        return 0
    choice = choose(hold_team(team_id).values(), Need(ticket=0, team=team_id))
    if choice.agent is not None:
        return 0
    rest = waiting(team_id).exclude(pk__in=first).exclude(unassigned_reason=choice.reason)
    held = rest.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return note_unassigned_all(list(held[:REST]), reason=choice.reason)


def teams_waiting() -> list[int]:
    """Teams with a queue that somebody is there for, or that does not say yet that nobody is; the most
    urgent queue first. The others have been told all there is to tell.
    """
    there = Membership.objects.filter(agent__is_active=True, agent__presence__status="available")
    unsaid = Count("pk", filter=~Q(unassigned_reason__in=NOBODY_THERE))
    queued = Ticket.objects.unassigned().loading().exclude(team=None).values("team")
    queues = queued.annotate(first=Min("due_order"), unsaid=unsaid).filter(
        Q(unsaid__gt=0) | Q(team__in=there.values("team"))
    )
    return [queue["team"] for queue in queues.order_by("first")]


def teams_waiting_for(agent_id: int) -> list[int]:
    """Of those the ones that this agent could help."""
    theirs = set(Membership.objects.filter(agent=agent_id).values_list("team_id", flat=True))
    return [team for team in teams_waiting() if team in theirs]
