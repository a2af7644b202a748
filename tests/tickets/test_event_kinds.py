"""Every event that an action records is in the registry, with just the data that stands there."""

from uuid import uuid4

import pytest

from channels_in import event_kinds as of_doors
from events import actors
from events.models import Event
from helpdesk.subscribers import SUBSCRIBERS
from people import event_kinds as of_people
from people.actions.add_address import add_address
from people.actions.change_agent import change_agent
from people.actions.change_company import change_company
from people.actions.change_customer import change_customer
from people.actions.correct_address import correct_address
from people.actions.keep_apart import keep_apart
from people.actions.note_said_address import note_said_address
from people.actions.remove_address import remove_address
from people.actions.save_calendar import change_calendar, create_calendar
from people.actions.save_organisation import change_organisation, create_organisation
from people.identity import identify
from routing import event_kinds as of_routing
from tests.builders import (
    a_category,
    a_note,
    a_reply,
    a_supervisor,
    a_team,
    a_ticket,
    an_admin,
    an_agent,
    an_escalation,
    receives,
)
from tickets import event_kinds
from tickets.actions.accept_participant import accept_participant
from tickets.actions.announce import announce
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

pytestmark = pytest.mark.django_db

BY_APPS_ABOVE = {
    *("sla.started", "sla.warned", "sla.breached", "sla.overdue", "sla.stuck"),
    *("ticket.classified", "ticket.guessed"),
    *("sla.extended", "sla.extension_undone"),
    *("ticket.offered", "ticket.offer_declined", "ticket.offer_lapsed"),  # tests/routing/test_offered.py
    "ticket.offer_left",  # tests/routing/test_offered_and_gone.py
    *("survey.left_out", "ticket.rated", "file.fetched_again"),
    *("chat.ended", "messages.passed_on", "visitor.absent", "visitor.described"),
    *(kind for kind in event_kinds.KINDS if kind.startswith("call")),  # tests/channels_in/voice
}


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


def leaders_act(ticket: Ticket) -> None:
    leader = a_supervisor()
    withdraw_nudge(ticket, event=nudge(ticket, by=leader), by=leader)


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
    problem = a_ticket()
    link_problem(ticket, to=problem, by=by)
    announced = announce(
        problem,
        by=an_admin(),
        texts={"id": "Sudah pulih.", "en": "It works again."},
        templates={},
        resolves=False,
        seen={ticket.pk: 0},
        client_key=uuid4(),
    )
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


def test_the_registry_knows_every_event_of_a_ticket_and_what_it_holds():
    everything_happens()

    recorded = Event.objects.filter(ticket_id__isnull=False)
    for event in recorded:
        kind = event_kinds.KINDS[event.kind]
        keys = set(event.data) - {"version", "status"}
        assert set(kind.data) <= keys <= {*kind.data, *kind.may_have}, event.kind
    assert set(recorded.values_list("kind", flat=True)) == set(event_kinds.KINDS) - BY_APPS_ABOVE


def test_the_registry_knows_every_event_about_people():
    agent = an_agent(available=True)
    by = actors.agent(agent)
    organisation = create_organisation(by=by, name="Hotel Melati")
    change_organisation(organisation, by=by, tier="gold")
    customer = a_ticket().customer
    change_customer(customer, by=by, organisation=organisation)
    correct_address(customer.identities.get(), to="rina@example.test", by=by)
    change_agent(agent, by=by, capacity=3)
    calendar = create_calendar(by=by, name="Office", hours={"mon": [["09:00", "17:00"]]})
    change_calendar(calendar, by=by, time_zone="Asia/Makassar")
    change_company(by=by, name="Nusa Living")
    a_team()
    note_said_address(customer, kind="mail", address="r@example.test", by=by)
    add_address(customer, address="+6281234567890", by=by, kind="phone")
    remove_address(customer.identities.get(kind="phone"), by=by)
    people_change(a_ticket(), by)
    identify(kind="whatsapp", address="+6281234567890", also=[("whatsapp", "ID.1")])
    other = identify(kind="whatsapp", address="ID.2")
    identify(kind="whatsapp", address="ID.2", also=[("whatsapp", "ID.1")])
    keep_apart(customer, other, by=by)

    for event in Event.objects.filter(ticket_id=None):
        _, keys = of_people.KINDS[event.kind]
        assert set(keys) <= set(event.data), event.kind
    found = set(Event.objects.filter(ticket_id=None).values_list("kind", flat=True))
    assert found == set(of_people.KINDS)


def test_whoever_reacts_reacts_to_something_that_exists():
    assert set(SUBSCRIBERS) <= {*event_kinds.KINDS, *of_people.KINDS, *of_doors.KINDS, *of_routing.KINDS}


def test_events_hold_codes_and_ids_never_what_was_written():
    everything_happens()

    told = str(list(Event.objects.values_list("data", flat=True)))
    for words in ("Where is my parcel?", "On its way.", "Asked the depot.", "We got it.", "Check the lock."):
        assert words not in told
