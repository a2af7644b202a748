"""The waiting tickets of a team given to those who can take them, each with the reasons why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from events import actors
from events.models import Event, Reaction
from people.models import Presence
from people.opening import Closed
from routing.actions.decide_all import decide_all
from routing.actions.offer_ticket import offer_ticket
from routing.candidates import Choice, Need, choose
from routing.following import FOLLOWER
from routing.last_agents import LastAgent, last_agents
from routing.members import Team
from routing.models import Decision, Guess, RoutingPause, TicketOffer
from routing.needs import need_of, rests, terms_of
from routing.passed_over import passed_over
from tickets.actions.hand_out import Gift, hand_out
from tickets.actions.note_unassigned_all import note_unassigned_all
from tickets.models import Ticket

SHOWN = 25  # candidates kept with a decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    ticket: Ticket
    need: Need
    choice: Choice
    last: LastAgent | None = None
    closed: Closed | None = None
    seconds: int = 0  # so long the chosen one is asked first; 0: it is given to them


def waiting(team_id: int) -> QuerySet[Ticket]:
    """The team's queue: who holds the line, then the most urgent. Pending tickets need nobody yet, and one
    that is still to be routed may turn out to be another team's. Once its routing is given up it waits like
    the others. For one that is offered somebody may be found, unless its customer calls meanwhile; an offer
    that nothing will end, because its row was given up, keeps nobody waiting.
    """
    owed = Reaction.objects.filter(handler=FOLLOWER, state=Reaction.State.PENDING)
    routing = owed.filter(event__kind="ticket.created", ticket_id__isnull=False).values("ticket_id")
    guessing = Guess.objects.filter(state=Guess.State.PENDING, holds_until__gt=Now()).values("ticket")
    line = Ticket.objects.in_line(team_id).exclude(pk__in=routing).exclude(pk__in=guessing)
    open_ones = TicketOffer.objects.filter(outcome="", state=TicketOffer.State.PENDING)
    offered = Q(unassigned_reason=Ticket.UnassignedReason.OFFERED, caller_since=None)
    return line.exclude(offered & Exists(open_ones.filter(ticket=OuterRef("pk"))))


def unpaused(team_id: int) -> QuerySet[Ticket]:
    """Asked in the statement that takes them: who pauses waits for who holds the team, later ones see it."""
    paused = RoutingPause.objects.filter(ended_at=None, team=OuterRef("team"))
    return waiting(team_id).exclude(Exists(paused))


def consider(tickets: Sequence[Ticket], team_id: int, team: Team, *, now: datetime) -> list[Offer]:
    """One after the other; what is given counts at once. Nothing is written yet. `now`: of the database."""
    put_back = passed_over([ticket.pk for ticket in tickets], at=now)
    terms = terms_of(team_id)
    closed = rests(terms, at=now)
    known = last_agents({one.customer_id for one in tickets}, minutes=terms.affinity_minutes, now=now)
    offers = []
    for ticket in tickets:
        last = known.get(ticket.customer_id)
        need = replace(
            need_of(ticket, terms, at=now),
            excluded=put_back.get(ticket.pk, {}),
            last_agent=last.agent if last else None,
            rests=closed is not None,
        )
        choice = choose(team.values(), need)
        asks = 0 if choice.agent is None or need.by_phone else terms.offer_seconds
        offers.append(Offer(ticket=ticket, need=need, choice=choice, last=last, closed=closed, seconds=asks))
        if choice.agent is not None:
            chosen = team[choice.agent]
            # Their telephone rings in a moment: nothing else until then, not a second caller either.
            presence = Presence.Status.BUSY if need.by_phone else chosen.presence
            load = round(chosen.load + need.weight, 2)
            is_asked = chosen.is_asked or asks > 0
            team[choice.agent] = replace(chosen, load=load, presence=presence, is_asked=is_asked)
    return offers


def carry_out(offers: Sequence[Offer], team_id: int, *, at: datetime | None = None) -> int:
    """Give what could be placed, or ask first, and say why the rest could not. How many were placed."""
    gifts = [
        Gift(ticket=one.ticket, to=one.choice.agent, reason=one.choice.reason)
        for one in offers
        if one.choice.agent is not None and not one.seconds
    ]
    given = {gift.ticket.pk: event for gift, event in hand_out(gifts, by=actors.SYSTEM, at=at)}
    for one in offers:
        if one.choice.agent is not None and one.seconds:
            event = offer_ticket(one.ticket, agent_id=one.choice.agent, seconds=one.seconds, at=at)
            given.update({one.ticket.pk: event} if event else {})
    placed = [one for one in offers if one.ticket.pk in given]
    left = [
        one
        for one in offers
        if one.choice.agent is None and one.ticket.unassigned_reason != one.choice.reason
    ]
    decide_all([_decision(one, team_id, given.get(one.ticket.pk)) for one in (*placed, *left)])
    for reason in {one.choice.reason for one in left}:
        note_unassigned_all([one.ticket for one in left if one.choice.reason == reason], reason=reason)
    return len(given)


def _decision(offer: Offer, team_id: int, event: Event | None) -> Decision:
    choice, ticket, last = offer.choice, offer.ticket, offer.last
    shown: list[dict[str, Any]] = [one.as_data() for one in choice.considered[:SHOWN]]
    return Decision(
        ticket=ticket,
        kind=Decision.Kind.ASSIGNMENT,
        event_id=event.pk if event else None,
        inputs={
            "team": team_id,
            "members": len(choice.considered),
            "due": _moment(ticket.next_due_at),
            "score": ticket.priority_score,
            "was": str(ticket.status),
            "weight": offer.need.weight,
            **({"last_agent": last.agent, "last_at": last.at.isoformat()} if last else {}),
            **({"offer": event.data["offer"], "seconds": offer.seconds} if event and offer.seconds else {}),
            **({"opens_at": _moment(offer.closed.opens_at)} if offer.closed else {}),
            **({"skills": [one.as_data() for one in offer.need.skills]} if offer.need.skills else {}),
        },
        candidates=shown,
        outcome={"agent": choice.agent, "reason": choice.reason},
        reasons=[{"code": choice.reason}],
    )


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
