"""Waiting tickets are offered: most urgent first, as long as somebody can take them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min, Q

from events.database_time import database_time
from events.reactions import react_now
from people.models import Membership
from routing.assign import Offer, carry_out, consider, unpaused, waiting
from routing.behind import PORTION, REST, drain_behind
from routing.candidates import Choice, Need
from routing.following import FOLLOWER
from routing.members import hold_team
from routing.models import RoutingPause
from routing.needs import rests, terms_of
from tickets.models import Ticket

REASON = Ticket.UnassignedReason.PAUSED
NOBODY_THERE = (Ticket.UnassignedReason.NOBODY_AVAILABLE, Ticket.UnassignedReason.EMPTY_TEAM)


def drain(team_id: int, *, at: datetime | None = None) -> int:
    """Give out a team's queue until nobody can take more. How many were given."""
    route_callers(team_id)
    if is_at_rest(team_id, at=at or database_time()):
        return 0
    total = 0
    while True:
        seen, given = drain_portion(team_id, at=at)
        total += given
        if seen < PORTION:
            return total
        if not given:
            while given := drain_behind(team_id, at=at):
                total += given
            return total


def is_at_rest(team_id: int, *, at: datetime) -> bool:
    """Closed, and all who wait have been told so: nothing to do before the opening, but for callers."""
    if rests(terms_of(team_id), at=at) is None:
        return False
    told = Q(unassigned_reason=Ticket.UnassignedReason.AFTER_HOURS, caller_since=None)
    return not waiting(team_id).exclude(told).exists()


def route_callers(team_id: int) -> None:
    """Ahead of the letters that wait for their routing: a morning's mail keeps nobody on the telephone."""
    callers = Ticket.objects.in_line(team_id).filter(caller_since__isnull=False)
    if found := list(callers.values_list("pk", flat=True)[:PORTION]):
        react_now(FOLLOWER, found)


@transaction.atomic(durable=True)
def drain_portion(team_id: int, *, at: datetime | None = None, limit: int | None = None) -> tuple[int, int]:
    """How many were looked at and how many of them given. Agents are held before tickets, so a ticket that
    somebody else holds is passed over.
    """
    if not waiting(team_id).exists():
        return 0, 0
    now = at or database_time()
    team = hold_team(team_id, at=now)
    held = list(
        unpaused(team_id).select_for_update(skip_locked=True, no_key=True, of=("self",))[: limit or PORTION]
    )
    if not held and RoutingPause.objects.filter(ended_at=None, team=team_id).exists():
        return 0, hold_back(team_id, at=at)
    return len(held), carry_out(consider(held, team_id, team, now=now), team_id, at=at)


def hold_back(team_id: int, *, at: datetime | None = None) -> int:
    """Of a team that is paused: everybody who waits is told so."""
    untold = waiting(team_id).exclude(unassigned_reason=REASON)
    held = untold.select_for_update(skip_locked=True, no_key=True, of=("self",))[:REST]
    nobody = Choice(agent=None, reason="routing_paused", considered=())
    told = [Offer(ticket=ticket, need=Need(ticket=ticket.pk, team=team_id), choice=nobody) for ticket in held]
    return carry_out(told, team_id, at=at)


def teams_waiting() -> list[int]:
    """Teams with a queue that somebody is there for, or that does not say yet that nobody is; the most
    urgent queue first. The others have been told all there is to tell. That its team is paused is told only
    while it is.
    """
    there = Membership.objects.filter(agent__is_active=True, agent__presence__status="available")
    paused = Q(unassigned_reason=REASON, team__in=RoutingPause.objects.filter(ended_at=None).values("team"))
    unsaid = Count("pk", filter=~(Q(unassigned_reason__in=NOBODY_THERE) | paused))
    queued = Ticket.objects.unassigned().loading().exclude(team=None).values("team")
    queues = queued.annotate(first=Min("due_order"), unsaid=unsaid).filter(
        Q(unsaid__gt=0) | Q(team__in=there.values("team"))
    )
    return [queue["team"] for queue in queues.order_by("first")]


def teams_waiting_for(agent_id: int) -> list[int]:
    """Of those the ones that this agent could help."""
    theirs = set(Membership.objects.filter(agent=agent_id).values_list("team_id", flat=True))
    return [team for team in teams_waiting() if team in theirs]
