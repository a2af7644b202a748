"""Who of a team can take work now, and the waiting tickets given to them, each with the reasons why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from events import actors
from events.models import Event, Reaction
from people.models import Agent, Presence, Role
from routing.actions.decide_all import decide_all
from routing.candidates import Candidate, Choice, Need, Refusal, choose
from routing.following import FOLLOWER
from routing.models import Decision, Guess
from tickets.actions.hand_out import Gift, hand_out
from tickets.actions.note_unassigned_all import note_unassigned_all
from tickets.models import Ticket

RINGS_AGAIN = timedelta(minutes=1)  # who did not pick up is rung again after others
PUT_BACK_FOR = timedelta(minutes=10)  # who has just put a ticket back does not get it again at once
SHOWN = 25  # candidates kept with a decision

Team = dict[int, Candidate]
_WHY: dict[str, Refusal] = {
    Ticket.UnassignedReason.UNASSIGNED: "declined",
    Ticket.UnassignedReason.NOT_PICKED_UP: "did_not_pick_up",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    ticket: Ticket
    choice: Choice


def hold_team(team_id: int) -> Team:
    """The members with what they carry now. Who is available is held until the commit, then counted:

    two who hand out work to one agent do so one after the other, so nobody is given more than they can take.
    """
    members = Agent.objects.active().filter(memberships__team=team_id)
    there = Presence.objects.filter(agent__in=members, status=Presence.Status.AVAILABLE)
    held = there.order_by("agent_id").select_for_update(no_key=True, of=("self",))
    available = {presence.agent_id: presence for presence in held}
    agents = list(members.select_related("presence").order_by("pk"))
    loads = dict(
        Ticket.objects.loading()
        .filter(assignee__in=[agent.pk for agent in agents])
        .values_list("assignee")
        .annotate(Count("pk"))
        .order_by()
    )
    return {agent.pk: _candidate(agent, available.get(agent.pk), loads.get(agent.pk, 0)) for agent in agents}


def waiting(team_id: int) -> QuerySet[Ticket]:
    """The team's queue: who holds the line, then the most urgent. Pending tickets need nobody yet, and one
    that is still to be routed may turn out to be another team's. Once its routing is given up it waits like
    the others.
    """
    owed = Reaction.objects.filter(handler=FOLLOWER, state=Reaction.State.PENDING)
    routing = owed.filter(event__kind="ticket.created", ticket_id__isnull=False).values("ticket_id")
    guessing = Guess.objects.filter(state=Guess.State.PENDING, holds_until__gt=Now()).values("ticket")
    return Ticket.objects.in_line(team_id).exclude(pk__in=routing).exclude(pk__in=guessing)


def consider(
    tickets: Sequence[Ticket], team_id: int, team: Team, *, at: datetime | None = None
) -> list[Offer]:
    """One after the other; what is given counts at once. Nothing is written yet."""
    put_back = _put_back([ticket.pk for ticket in tickets], at=at)
    offers = []
    for ticket in tickets:
        need = Need(
            ticket=ticket.pk,
            team=team_id,
            excluded=put_back.get(ticket.pk, {}),
            by_phone=bool(ticket.caller_since),
        )
        choice = choose(team.values(), need)
        offers.append(Offer(ticket=ticket, choice=choice))
        if choice.agent is not None:
            chosen = team[choice.agent]
            # Their telephone rings in a moment: nothing else until then, not a second caller either.
            presence = Presence.Status.BUSY if need.by_phone else chosen.presence
            team[choice.agent] = replace(chosen, load=chosen.load + need.weight, presence=presence)
    return offers


def carry_out(offers: Sequence[Offer], team_id: int, *, at: datetime | None = None) -> int:
    """Give what could be placed and say why the rest could not. How many were given."""
    gifts = [
        Gift(ticket=one.ticket, to=one.choice.agent, reason=one.choice.reason)
        for one in offers
        if one.choice.agent is not None
    ]
    given = {gift.ticket.pk: event.pk for gift, event in hand_out(gifts, by=actors.SYSTEM, at=at)}
    placed = [one for one in offers if one.ticket.pk in given]
    left = [
        one
        for one in offers
        if one.choice.agent is None and one.ticket.unassigned_reason != one.choice.reason
    ]
    decide_all([_decision(one, team_id, event_id=given.get(one.ticket.pk)) for one in (*placed, *left)])
    for reason in {one.choice.reason for one in left}:
        note_unassigned_all([one.ticket for one in left if one.choice.reason == reason], reason=reason)
    return len(given)


def _candidate(agent: Agent, held: Presence | None, load: int) -> Candidate:
    presence = held or getattr(agent, "presence", None)
    status = str(presence.status) if presence else str(Presence.Status.OFFLINE)
    if held is None and status == Presence.Status.AVAILABLE:
        status = str(Presence.Status.AWAY)  # came this very moment, so not held: their turn is the next
    return Candidate(
        agent=agent.pk,
        presence=status,
        capacity=agent.capacity,
        load=load,
        may_reply=agent.role != Role.AUDITOR,
        has_phone=bool(agent.phone),
        last_assigned_at=presence.last_assigned_at if presence else None,
    )


def _put_back(tickets: Iterable[int], *, at: datetime | None) -> Mapping[int, Mapping[int, Refusal]]:
    """Ticket → whoever a person took it from, so that it does not come straight back."""
    lately = Q(created_at__gte=(at or Now()) - PUT_BACK_FOR)
    events = Event.objects.filter(lately, ticket_id__in=list(tickets), kind="ticket.unassigned")
    found: dict[int, dict[int, Refusal]] = {}
    by_hand = Q(data__reason=Ticket.UnassignedReason.UNASSIGNED)
    rang = Q(data__reason=Ticket.UnassignedReason.NOT_PICKED_UP, created_at__gte=(at or Now()) - RINGS_AGAIN)
    for ticket, data in events.filter(by_hand | rang).order_by("pk").values_list("ticket_id", "data"):
        if ticket is not None:
            found.setdefault(ticket, {})[data["from"]] = _WHY[data["reason"]]
    return found


def _decision(offer: Offer, team_id: int, *, event_id: int | None) -> Decision:
    choice, ticket = offer.choice, offer.ticket
    shown: list[dict[str, Any]] = [one.as_data() for one in choice.considered[:SHOWN]]
    due = ticket.next_due_at.isoformat() if ticket.next_due_at else None
    return Decision(
        ticket=ticket,
        kind=Decision.Kind.ASSIGNMENT,
        event_id=event_id,
        inputs={
            "team": team_id,
            "members": len(choice.considered),
            "due": due,
            "score": ticket.priority_score,
            "was": str(ticket.status),
        },
        candidates=shown,
        outcome={"agent": choice.agent, "reason": choice.reason},
        reasons=[{"code": choice.reason}],
    )
