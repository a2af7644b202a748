from __future__ import annotations

from typing import Any

from django.db import transaction

from events import actors
from events.actors import Actor
from events.database_time import database_time
from events.models import Event
from people.models import Agent, Presence
from routing.models import Decision, TicketOffer
from routing.refusals import Refused
from tickets.actions.assign import assign
from tickets.changing import lock, refuse_reader, write
from tickets.decline_reasons import DeclineReason
from tickets.models import Ticket
from tickets.recording import record_on

ACCEPTED = "accepted"  # why it was given
Outcome = TicketOffer.Outcome


@transaction.atomic
def accept_offer(offer: TicketOffer, *, by: Agent) -> bool:
    """It is theirs, as long as the offer has not lapsed. False if it has, or somebody else has the ticket."""
    refuse_reader(by)
    _hold(offer)
    if offer.outcome != Outcome.OPEN:
        return offer.outcome == Outcome.ACCEPTED and offer.ticket.assignee_id == by.pk  # pressed twice
    if not _stands(offer.ticket):
        _settle(offer, Outcome.WITHDRAWN)
        return bool(offer.ticket.assignee_id == by.pk)  # a person gave it to them meanwhile
    _settle(offer, Outcome.ACCEPTED)
    assign(offer.ticket, to=by, by=actors.agent(by), reason=ACCEPTED)
    _explain(offer)
    return True


@transaction.atomic
def decline_offer(offer: TicketOffer, *, by: Agent, reason: str) -> bool:
    """Somebody else is asked at once. False if the offer is over already."""
    refuse_reader(by)
    if reason not in DeclineReason.values:
        raise Refused("offer_without_reason")
    _hold(offer)
    if offer.outcome != Outcome.OPEN:
        return False
    offer.reason = reason
    return _turn_down(offer, Outcome.DECLINED, by=actors.agent(by), reason=reason)


def lapse_offer(offer: TicketOffer) -> None:
    """The work of a claim: nobody has answered in time. Whoever answers first has marked the row done."""
    lock(offer.ticket)
    _turn_down(offer, Outcome.LAPSED, by=actors.SYSTEM)


@transaction.atomic
def pass_on(agent_id: int) -> bool:
    """Whoever is asked may have gone, or left the team: they are not waited for. False if they can answer."""
    offer = TicketOffer.objects.filter(agent=agent_id, outcome=Outcome.OPEN).first()
    if offer is None:
        return False
    _hold(offer)
    if offer.outcome != Outcome.OPEN or _can_answer(agent_id, team_id=offer.ticket.team_id):
        return False
    return _turn_down(offer, Outcome.LEFT, by=actors.SYSTEM)


def _can_answer(agent_id: int, *, team_id: int | None) -> bool:
    there = Agent.objects.may_answer().filter(presence__status=Presence.Status.AVAILABLE)
    return bool(there.filter(pk=agent_id, memberships__team=team_id).exists())


def _hold(offer: TicketOffer) -> None:
    """The offer before its ticket, like every claimable row: of an answer and the sweep one comes first."""
    offer.refresh_from_db(from_queryset=TicketOffer.objects.select_for_update(no_key=True))
    lock(offer.ticket)


def _stands(ticket: Ticket) -> bool:
    return ticket.assignee_id is None and ticket.unassigned_reason == Ticket.UnassignedReason.OFFERED


def _settle(offer: TicketOffer, outcome: str) -> None:
    offer.outcome, offer.answered_at = outcome, database_time()
    offer.state, offer.lease_until = TicketOffer.State.DONE, None
    offer.save(update_fields=["outcome", "answered_at", "reason", "state", "lease_until"])


def _turn_down(offer: TicketOffer, outcome: str, *, by: Actor, **why: str) -> bool:
    ticket = offer.ticket
    if not _stands(ticket):
        _settle(offer, Outcome.WITHDRAWN)
        return False
    _settle(offer, outcome)
    write(ticket, unassigned_reason=Ticket.UnassignedReason.ROUTING)  # the next one is asked
    data: dict[str, Any] = {"agent": offer.agent_id, "offer": offer.pk, **why}
    record_on(ticket, f"ticket.offer_{outcome}", by=by, tell=[f"agent.{offer.agent_id}"], **data)
    return True


def _explain(offer: TicketOffer) -> None:
    """Why they were asked is why they have it."""
    decisions = Decision.objects.filter(ticket=offer.ticket, kind=Decision.Kind.ASSIGNMENT)
    asked = decisions.filter(inputs__offer=offer.pk).order_by("-pk").first()
    if asked is None or offer.answered_at is None:
        return
    given = Event.objects.filter(ticket_id=offer.ticket_id, kind="ticket.assigned").latest("pk")
    took = round((offer.answered_at - offer.offered_at).total_seconds())
    Decision.objects.create(
        ticket=offer.ticket,
        kind=Decision.Kind.ASSIGNMENT,
        event_id=given.pk,
        inputs={**asked.inputs, "accepted_after": took},
        candidates=asked.candidates,
        outcome=asked.outcome,
        reasons=asked.reasons,
    )
