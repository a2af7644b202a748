"""Have another function do something for a ticket: docs/adr/0035."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from people.held_customers import held_as_they_are
from people.models import Agent, Team
from tickets.actions.let_see import let_see
from tickets.actions.note import add_note
from tickets.changing import lock, refuse_done, refuse_reader, snippet_of
from tickets.models import Note, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.ticket_numbers import number_of


@transaction.atomic
def escalate(  # noqa: PLR0913 - what is asked, of whom, by whom
    ticket: Ticket,
    *,
    to: Team,
    text: str,
    by: Actor,
    agent: Agent,
    client_key: UUID,
    at: datetime | None = None,
) -> Ticket:
    """An internal ticket for that team, with what it is asked as its first note. The customer's own goes on
    as it was, its promises too. The same `client_key` again gives the same one again.
    """
    refuse_reader(agent)
    if ticket.is_internal:
        raise Refused("internal_already")
    if not to.is_active:
        raise Refused("team_off", team=to.name)
    held_as_they_are(ticket.customer_id)  # else its ticket could stay behind with who is joined meanwhile
    lock(ticket)
    if asked := _asked_before(ticket, client_key=client_key, agent=agent, text=text):
        return asked
    refuse_done(ticket)
    if ticket.team_id == to.pk:
        raise Refused("same_team", team=to.name)
    if twin := ticket.children.active().filter(team=to).first():  # of two at once the later sees the first
        raise Refused("asked_already", team=to.name, ticket=number_of(twin.pk))
    child = _open(ticket, to, text, at=at or timezone.now())
    note = add_note(child, text=text, by=by, agent=agent, client_key=client_key, at=at)
    let_see(child, agents={one for one in (agent.pk, ticket.assignee_id) if one})
    record_on(child, "escalation.opened", by=by, at=at, parent=ticket.pk, team=to.pk, note=note.pk)
    record_on(ticket, "ticket.escalated", by=by, at=at, child=child.pk, team=to.pk)
    return child


def _asked_before(ticket: Ticket, *, client_key: UUID, agent: Agent, text: str) -> Ticket | None:
    """The ticket is held, so two clicks come one after the other."""
    note = Note.objects.filter(client_key=client_key).first()
    if note is None:
        return None
    child = Ticket.objects.filter(pk=note.ticket_id, parent=ticket).first()
    if child is None or (note.agent_id, note.text) != (agent.pk, text):
        raise Refused("key_used")
    return child


def _open(parent: Ticket, to: Team, text: str, *, at: datetime) -> Ticket:
    """Of no language: nobody there talks with the customer, so nobody need speak theirs."""
    return Ticket.objects.create(
        parent=parent,
        subject=parent.subject,
        customer_id=parent.customer_id,
        channel_id=parent.channel_id,
        team=to,
        unassigned_reason=Ticket.UnassignedReason.ROUTING,
        category_id=parent.category_id,
        priority=parent.priority,
        priority_score=parent.priority_score,
        snippet=snippet_of(text),
        last_message_at=at,
        created_at=at,
        updated_at=at,
    )
