"""Another function is asked, does it or is called off; both tickets say so, and people hear of it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from events import actors
from events.models import Event
from tests.builders import a_team, a_ticket, an_agent, an_auditor, work_off
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.cancel_escalation import cancel_escalation
from tickets.actions.escalate import escalate
from tickets.actions.link_problem import link_problem
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.models import Note, Notification, Status, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


def kinds_of(ticket):
    return list(Event.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("kind", flat=True))


def heard_by(agent):
    return list(Notification.objects.filter(agent=agent).values_list("kind", "ticket"))


def test_the_other_function_gets_a_ticket_of_its_own_with_what_is_asked(ticket, child, technicians, holder):
    assert (child.parent, child.team, child.customer) == (ticket, technicians, ticket.customer)
    assert (child.status, child.assignee, child.unassigned_reason) == (Status.NEW, None, "routing")
    note = child.notes.get()
    assert (note.text, note.agent) == ("Check the lock.", holder)


def test_the_customers_ticket_stays_as_it_was(ticket, child, front, holder):
    ticket.refresh_from_db()

    assert (ticket.team, ticket.assignee, ticket.status) == (front, holder, Status.NEW)
    assert ticket.waiting_since is not None


def test_both_timelines_say_so(ticket, child, technicians):
    asked = Event.objects.get(ticket_id=ticket.pk, kind="ticket.escalated")
    opened = Event.objects.get(ticket_id=child.pk, kind="escalation.opened")

    assert (asked.data["child"], asked.data["team"]) == (child.pk, technicians.pk)
    assert (opened.data["parent"], opened.data["team"]) == (ticket.pk, technicians.pk)


def test_the_same_click_again_asks_once(ticket, technicians, holder):
    said = {"to": technicians, "text": "Check it.", "agent": holder, "by": actors.agent(holder)}
    key = uuid4()

    first = escalate(ticket, client_key=key, **said)
    again = escalate(ticket, client_key=key, **said)

    assert first == again
    assert ticket.children.count() == 1


def test_the_key_of_another_note_asks_nothing(ticket, technicians, holder):
    note = Note.objects.get(ticket=an_escalation(a_ticket()))

    with pytest.raises(Refused):
        escalate(
            ticket,
            to=technicians,
            text=note.text,
            by=actors.agent(holder),
            agent=holder,
            client_key=note.client_key,
        )

    assert not ticket.children.exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"text": " "}, "empty"), ({"is_off": True}, "team_off"), ({"is_own": True}, "same_team")],
)
def test_what_nobody_can_ask_is_refused(ticket, front, holder, fields, code):
    to = front if fields.get("is_own") else a_team(is_active=not fields.get("is_off"))

    with pytest.raises(Refused) as refused:
        an_escalation(ticket, to=to, agent=holder, text=fields.get("text", "Check it."))

    assert refused.value.code == code
    assert not Ticket.objects.filter(parent=ticket).exists()


def test_a_team_is_asked_again_once_it_is_done(ticket, child, technicians, holder, technician):
    with pytest.raises(Refused) as refused:
        an_escalation(ticket, to=technicians, agent=holder)
    assert refused.value.code == "asked_already"

    resolve(child, by=actors.agent(technician))

    assert an_escalation(ticket, to=technicians, agent=holder).is_active


def test_who_may_only_read_asks_nobody(ticket, technicians):
    with pytest.raises(Refused):
        an_escalation(ticket, to=technicians, agent=an_auditor())


def test_what_is_done_is_not_escalated(ticket, technicians, holder):
    resolve(ticket, by=actors.agent(holder))

    with pytest.raises(Refused) as refused:
        an_escalation(ticket, to=technicians, agent=holder)

    assert refused.value.code == "ticket_done"


def test_an_internal_ticket_is_not_escalated_again(child, technician):
    with pytest.raises(Refused) as refused:
        an_escalation(child, agent=technician)

    assert refused.value.code == "internal_already"


def test_who_has_the_customers_ticket_hears_that_it_is_done(ticket, child, holder, technician):
    resolve(child, by=actors.agent(technician))
    work_off()

    assert ("escalation_resolved", ticket.pk) in heard_by(holder)
    assert kinds_of(ticket)[-1] == "escalation.resolved"
    ticket.refresh_from_db()
    assert ticket.is_active


def test_who_asked_hears_it_while_nobody_has_the_customers_ticket(front, technicians, technician):
    asker = an_agent(front)
    waiting = a_ticket(team=front)
    child = an_escalation(waiting, to=technicians, agent=asker)

    resolve(child, by=actors.agent(technician))
    work_off()

    assert ("escalation_resolved", waiting.pk) in heard_by(asker)


def test_nobody_is_told_what_they_did_themselves(child, holder):
    resolve(child, by=actors.agent(holder))
    work_off()

    assert "escalation_resolved" not in dict(heard_by(holder))


def test_going_on_with_it_is_told_too(ticket, child, technician):
    resolve(child, by=actors.agent(technician))
    reopen(child, by=actors.agent(technician))
    work_off()

    assert kinds_of(ticket)[-2:] == ["escalation.resolved", "escalation.reopened"]


def test_a_customers_own_ticket_tells_no_parent(ticket, holder):
    resolve(ticket, by=actors.agent(holder))
    work_off()

    assert "escalation.resolved" not in Event.objects.values_list("kind", flat=True)


def test_called_off_it_ends_and_who_has_it_hears_of_it(ticket, child, holder, technician):
    Ticket.objects.filter(pk=child.pk).update(assignee=technician, unassigned_reason="")

    cancel_escalation(child, by=actors.agent(holder), agent=holder)

    child.refresh_from_db()
    assert child.status == Status.CLOSED
    assert child.cancelled_at is not None
    assert heard_by(technician) == [("escalation_cancelled", child.pk)]
    assert kinds_of(ticket)[-1] == "escalation.cancelled"
    assert kinds_of(child)[-1] == "ticket.closed"


def test_what_is_over_is_not_called_off(child, holder, technician):
    resolve(child, by=actors.agent(technician))

    with pytest.raises(Refused) as refused:
        cancel_escalation(child, by=actors.agent(holder), agent=holder)

    assert refused.value.code == "escalation_over"


def test_it_is_no_incident(ticket, child):
    """What is answered to all incidents goes to customers. A problem it may be."""
    with pytest.raises(Refused, match="internal"):
        link_problem(child, to=ticket, by=actors.SYSTEM)

    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=child.pk).update(problem=ticket)
