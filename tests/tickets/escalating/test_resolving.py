"""A ticket is resolved on which another function still works: what becomes of that is asked first."""

from uuid import uuid4

import pytest

from events import actors
from events.models import Event
from tests.builders import receives
from tests.tickets.escalating.internal import an_escalation
from tests.tickets.views.asking import post, reply, said_in
from tickets.actions.resolve import resolve
from tickets.models import Message, Notification, Status, Ticket

pytestmark = pytest.mark.django_db


def stand(*tickets):
    for ticket in tickets:
        ticket.refresh_from_db()
    return [ticket.status for ticket in tickets]


@pytest.fixture
def client(sign_in, holder):
    return sign_in(holder)


def test_it_is_asked_before_anything_is_resolved(client, ticket, child):
    answer = post(client, ticket, "resolution")

    assert answer.status_code == 409
    asked = answer.content.decode()
    assert f"NL-{child.pk}" in asked
    assert "Technicians" in asked
    assert stand(ticket, child) == [Status.NEW, Status.NEW]


def test_without_a_script_it_is_asked_on_a_page(client, ticket, child):
    answer = post(client, ticket, "resolution", script=False)

    assert answer.status_code == 409
    assert "Resolve and cancel the escalation" in answer.content.decode()


def test_it_may_go_on(client, ticket, child):
    answer = post(client, ticket, "resolution", escalations="keep")

    assert said_in(answer) == "Resolved"
    assert stand(ticket, child) == [Status.RESOLVED, Status.NEW]
    head = client.get(f"/tickets/{ticket.pk}/head/").content.decode()
    assert '1<span class="vh">with another team' in head


def test_or_is_called_off_with_it(client, ticket, child, technician):
    Ticket.objects.filter(pk=child.pk).update(assignee=technician, unassigned_reason="")
    done = an_escalation(ticket, agent=ticket.assignee)
    resolve(done, by=actors.SYSTEM)

    post(client, ticket, "resolution", escalations="cancel")

    assert stand(ticket, child, done) == [Status.RESOLVED, Status.CLOSED, Status.RESOLVED]
    assert child.cancelled_at is not None
    assert done.cancelled_at is None
    assert Notification.objects.get(agent=technician).kind == "escalation_cancelled"
    kinds = Event.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["ticket.resolved", "escalation.cancelled"]


def test_nothing_is_asked_once_all_of_it_is_done(client, ticket, child, technician):
    resolve(child, by=actors.agent(technician))

    assert said_in(post(client, ticket, "resolution")) == "Resolved"


def test_of_the_internal_ticket_itself_nothing_is_asked(sign_in, child, technician):
    assert said_in(post(sign_in(technician), child, "resolution")) == "Resolved"


def test_a_word_that_is_none_of_the_two_resolves_nothing(client, ticket, child):
    assert post(client, ticket, "resolution", escalations="all").status_code == 400
    assert stand(ticket, child) == [Status.NEW, Status.NEW]


def test_a_reply_that_resolves_asks_it_before_it_is_sent(client, ticket, child):
    answer = reply(client, ticket, resolves=1)

    assert answer.status_code == 409
    assert f"NL-{child.pk}" in answer.content.decode()
    assert not Message.objects.filter(ticket=ticket, direction="outbound").exists()
    assert stand(ticket) == [Status.NEW]

    assert reply(client, ticket, resolves=1, confirm=1).status_code == 409
    assert reply(client, ticket, resolves=1, escalations="keep").status_code == 201
    assert stand(ticket, child) == [Status.RESOLVED, Status.NEW]


def test_or_the_reply_calls_it_off(client, ticket, child):
    assert reply(client, ticket, resolves=1, escalations="cancel").status_code == 201

    assert stand(ticket, child) == [Status.RESOLVED, Status.CLOSED]
    assert child.cancelled_at is not None


@pytest.mark.parametrize("then", ["keep", "cancel"])
def test_who_says_what_becomes_of_it_has_not_seen_what_the_customer_wrote_meanwhile(
    client, ticket, child, then
):
    receives(ticket)
    seen = ticket.messages.latest("pk").pk
    receives(ticket, text="And my cat is ill.")

    crossed = reply(client, ticket, resolves=1, escalations=then, seen_message_id=seen)

    assert crossed.status_code == 409
    assert "And my cat is ill." in crossed.content.decode()
    assert not Message.objects.filter(ticket=ticket, direction="outbound").exists()
    assert child.pk in [one.pk for one in ticket.children.active()]


def test_without_a_script_the_button_that_says_it_resolves(client, ticket, child):
    answer = reply(client, ticket, script=False, escalations="keep")

    assert answer.status_code == 302
    assert stand(ticket, child) == [Status.RESOLVED, Status.NEW]


def test_without_a_script_the_reply_is_still_there(client, ticket, child):
    answer = reply(client, ticket, script=False, resolves=1)

    assert answer.status_code == 409
    assert "Kami kirim yang baru" in answer.content.decode()
    assert "Not sent yet" in answer.content.decode()


def test_a_reply_that_does_not_resolve_asks_nothing(client, ticket, child):
    assert reply(client, ticket).status_code == 201


def test_the_conversation_on_the_internal_ticket_says_what_became_of_its_parent(
    sign_in, client, ticket, child, technician
):
    post(client, ticket, "resolution", escalations="keep")

    read = sign_in(technician).get(f"/tickets/{child.pk}/history/").content.decode()

    assert ">Resolved</span>" in read


def test_a_resolved_ticket_is_escalated_by_nobody(ticket, technicians, client):
    post(client, ticket, "resolution")

    said = {"to": technicians.pk, "text": "Check it.", "client_key": uuid4()}

    assert post(client, ticket, "escalation", **said).status_code == 400
    assert not ticket.children.exists()
