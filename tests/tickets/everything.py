"""All that can happen to a ticket happens to one."""

from __future__ import annotations

from uuid import uuid4

from events import actors
from tests.builders import (
    a_category,
    a_note,
    a_reply,
    a_supervisor,
    a_team,
    a_ticket,
    an_admin,
    an_agent,
    receives,
)
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.accept_participant import accept_participant
from tickets.actions.announce import announce
from tickets.actions.answer_incident import answer_incident
from tickets.actions.assign import assign
from tickets.actions.automatic import send_automatic
from tickets.actions.cancel_escalation import cancel_escalation
from tickets.actions.close import close
from tickets.actions.edit_message import edit_message
from tickets.actions.give_up_delivery import give_up_delivery
from tickets.actions.hold import hold, unhold
from tickets.actions.join_customers import join_customers
from tickets.actions.leave_out_participant import leave_out_participant
from tickets.actions.link_problem import link_problem
from tickets.actions.note_reachability import note_reachable, note_unreachable
from tickets.actions.note_tier import note_tier
from tickets.actions.nudge import nudge
from tickets.actions.part_customers import part_customers
from tickets.actions.react_to_message import react_to_message
from tickets.actions.record_delivery import (
    mark_bounced,
    mark_delivered,
    mark_failed,
    mark_read,
    mark_sent,
    mark_unknown,
)
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.retry_delivery import retry_delivery
from tickets.actions.set_category import set_category
from tickets.actions.set_impression import set_impression
from tickets.actions.set_priority import set_priority
from tickets.actions.set_subject import set_subject
from tickets.actions.tag import add_tag, remove_tag
from tickets.actions.take_back_announcement import take_back_announcement
from tickets.actions.take_back_message import take_back_message
from tickets.actions.tell_parent import tell_parent
from tickets.actions.transfer import transfer
from tickets.actions.unlink_problem import unlink_problem
from tickets.actions.unresolve import unresolve
from tickets.actions.withdraw import withdraw_reply
from tickets.actions.withdraw_nudge import withdraw_nudge
from tickets.models import Tag, Ticket


def everything_happens() -> None:
    agent, ticket = an_agent(available=True), a_ticket(participants=[("", "budi@example.test")])
    by = actors.agent(agent)
    transfer(ticket, to=a_team(), by=by)
    assign(ticket, to=agent, by=by)
    leaders_act(ticket)
    others_help(ticket, by)
    assign(ticket, to=None, by=by)
    it_is_described(ticket, by)
    note_tier(ticket.customer_id, former="standard", tier="gold", by=by)
    accept_participant(ticket.participants.get(), by=by)
    leave_out_participant(ticket.participants.get(), by=by)
    a_note(ticket, agent=agent)
    send_automatic(ticket, text="We got it.", by=actors.SYSTEM, reason="acknowledgement")
    words_change(ticket)
    withdraw_reply(a_reply(ticket, agent=agent), by=by)
    read, bounced, failed, unknown = (a_reply(ticket, agent=agent).delivery for _ in range(4))
    mark_sent(read)
    mark_delivered(read)
    mark_read(read)
    mark_sent(bounced)
    mark_bounced(bounced, reason="no_such_address")
    mark_failed(failed, reason="refused")
    retry_delivery(failed, by=by)
    mark_unknown(unknown, reason="timeout")
    give_up_delivery(unknown, by=by)
    people_change(ticket, by)
    it_is_an_incident(ticket, by)
    everything_ends(ticket, by)


def leaders_act(ticket: Ticket) -> None:
    leader = a_supervisor()
    withdraw_nudge(ticket, event=nudge(ticket, by=leader), by=leader)


def others_help(ticket: Ticket, by: actors.Actor) -> None:
    agent = an_agent()
    child = an_escalation(ticket, agent=agent)
    for kind in ("escalation.resolved", "escalation.reopened"):
        tell_parent(child, kind, by=by, agent_id=None)
    resolve(child, by=by)
    reopen(child, by=by)
    cancel_escalation(child, by=by, agent=agent)


def it_is_described(ticket: Ticket, by: actors.Actor) -> None:
    set_category(ticket, to=a_category(), by=actors.SYSTEM, is_guess=True)
    set_category(ticket, to=ticket.category, by=by)
    set_impression(ticket, field="urgency", to="high", by=by)
    set_priority(ticket, to="high", is_manual=False, score=50, by=actors.rule(1))
    set_subject(ticket, to="Meja retak", by=by)
    add_tag(ticket, name="fragile", by=by)
    remove_tag(ticket, tag=Tag.objects.get(), by=by)


def words_change(ticket: Ticket) -> None:
    said, by = receives(ticket).message, actors.customer(ticket.customer)
    edit_message(said, text="Where are my parcels?", by=by)
    react_to_message(said, emoji="👍", by=by)
    take_back_message(said, by=by)


def people_change(ticket: Ticket, by: actors.Actor) -> None:
    identity, twin = ticket.customer.identities.get(), a_ticket()
    note_unreachable(identity, channel=ticket.channel, reason="gone", by=by)
    note_reachable(identity, channel=ticket.channel, by=by)
    joining = join_customers(twin.customer, into=ticket.customer, by=by)
    part_customers(joining, by=by)


def it_is_an_incident(ticket: Ticket, by: actors.Actor) -> None:
    problem, another = a_ticket(), a_ticket(customer=ticket.customer, channel=ticket.channel)
    for one in (ticket, another):
        link_problem(one, to=problem, by=by)
    announced = announce(
        problem,
        by=an_admin(),
        texts={"id": "Sudah pulih.", "en": "It works again."},
        templates={},
        resolves=False,
        seen={ticket.pk: 0, another.pk: 0},
        client_key=uuid4(),
    )
    for row in announced.rows.order_by("-ticket"):
        announced.rows.filter(pk=row.pk).update(state="done")  # as its worker does
        answer_incident(row)
    take_back_announcement(announced, by=announced.by)
    unlink_problem(ticket, of=problem, by=by)


def everything_ends(ticket: Ticket, by: actors.Actor) -> None:
    hold(ticket, by=by)
    unhold(ticket, by=by)
    resolve(ticket, by=by)
    reopen(ticket, by=by)
    resolve(ticket, by=by)
    unresolve(ticket, by=by)
    resolve(ticket, by=by)
    receives(ticket)
    resolve(ticket, by=by)
    close(ticket, by=actors.SYSTEM)
    receives(ticket)
