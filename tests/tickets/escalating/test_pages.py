"""The button on a ticket, how it stands there, and the page of the team that was asked."""

import json
from uuid import uuid4

import pytest

from events import actors
from tests.builders import a_note, a_team, a_ticket, an_agent, receives, work_off
from tests.tickets.escalating.internal import an_escalation
from tests.tickets.views.asking import post, reply, said_in
from tests.tickets.views.conftest import SCRIPT
from tickets.actions.resolve import resolve
from tickets.incoming import ReceivedAttachment
from tickets.models import Attachment, Ticket
from tickets.recording import told_to

pytestmark = pytest.mark.django_db


def asked(client, ticket, to, **said):
    return post(client, ticket, "escalation", to=to.pk, text="Check the lock.", client_key=uuid4(), **said)


def page(client, ticket, part=""):
    return client.get(f"/tickets/{ticket.pk}/{part}").content.decode()


def test_a_ticket_is_escalated_from_its_page(sign_in, ticket, holder, technicians):
    client = sign_in(holder)
    assert "Technicians" in page(client, ticket, "escalation/")

    answer = asked(client, ticket, technicians)

    assert f"NL-{ticket.children.get().pk}" in said_in(answer)


def test_z_right_after_it_calls_it_off(sign_in, ticket, holder, technicians):
    client = sign_in(holder)
    undo = json.loads(asked(client, ticket, technicians).headers["HX-Trigger"])["say"]["undo"]

    answer = client.post(undo, headers=SCRIPT)

    assert said_in(answer) == "Escalation cancelled"
    assert ticket.children.get().cancelled_at is not None
    again = client.post(undo, headers=SCRIPT)
    assert again.status_code == 400


def test_the_form_offers_every_other_team_and_not_its_own(sign_in, ticket, holder, technicians):
    offered = page(sign_in(holder), ticket, "escalation/")

    assert "Technicians" in offered
    assert "Front desk" not in offered


def test_who_is_asked_already_cannot_be_chosen(sign_in, ticket, child, holder):
    offered = page(sign_in(holder), ticket, "escalation/")

    assert "disabled>Technicians (asked already)" in offered


def test_without_a_team_or_words_nobody_is_asked(sign_in, ticket, holder, technicians):
    client = sign_in(holder)

    assert post(client, ticket, "escalation", text="x", client_key=uuid4()).status_code == 400
    assert post(client, ticket, "escalation", to=technicians.pk, client_key=uuid4()).status_code == 400
    assert not Ticket.objects.filter(parent=ticket).exists()


def test_the_customers_ticket_shows_how_it_stands(sign_in, ticket, child, holder, technician):
    client = sign_in(holder)
    assert "Nobody has it yet" in page(client, ticket, "side/")

    Ticket.objects.filter(pk=child.pk).update(assignee=technician, unassigned_reason="")
    a_note(child, agent=technician, text="The lock is broken.")

    shown = page(client, ticket, f"escalations/{child.pk}/")
    assert "Bima Sakti" in shown
    assert "The lock is broken." in shown


def test_a_change_of_it_is_told_to_the_customers_ticket_too(ticket, child):
    assert f"ticket.{ticket.pk}" in told_to(child)
    assert told_to(ticket).count(f"ticket.{ticket.pk}") == 1


def test_it_is_called_off_there(sign_in, ticket, child, holder):
    client = sign_in(holder)

    answer = post(client, ticket, f"escalations/{child.pk}/removal")

    assert said_in(answer) == "Escalation cancelled"
    assert "Cancelled" in page(client, ticket, "escalations/")
    assert "This escalation was cancelled." in page(client, child)


def test_an_escalation_of_another_ticket_is_not_called_off_from_here(sign_in, ticket, holder, front):
    other = an_escalation(a_ticket(), agent=an_agent())

    assert post(sign_in(holder), ticket, f"escalations/{other.pk}/removal").status_code == 404
    other.refresh_from_db()
    assert other.is_active


def test_the_team_that_is_asked_reads_the_whole_conversation(sign_in, ticket, child, technician, holder):
    receives(ticket, text="It still does not lock.")
    a_note(ticket, agent=holder, text="Third time this month.")

    read = page(sign_in(technician), child, "history/")

    assert "Where is my parcel?" in read
    assert "It still does not lock." in read
    assert "Third time this month." in read
    assert "data-answers" not in read  # nothing to press


def test_and_its_files(sign_in, child, ticket, technician):
    receives(
        ticket, attachments=[ReceivedAttachment(name="lock.txt", content_type="text/plain", content=b"lock")]
    )
    file = Attachment.objects.get(message__ticket=ticket)

    assert sign_in(technician).get(f"/attachments/{file.key}/").status_code == 200
    assert sign_in(an_agent(a_team())).get(f"/attachments/{file.key}/").status_code == 404


def test_but_does_not_see_the_customers_ticket_itself(sign_in, ticket, child, technician):
    client = sign_in(technician)

    assert client.get(f"/tickets/{child.pk}/").status_code == 200
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 404
    assert reply(client, ticket).status_code == 404


def test_nobody_else_reads_it(sign_in, child):
    assert sign_in(an_agent(a_team())).get(f"/tickets/{child.pk}/history/").status_code == 404


def test_a_customers_ticket_has_no_such_history(sign_in, ticket, holder):
    assert sign_in(holder).get(f"/tickets/{ticket.pk}/history/").status_code == 404


def test_on_an_internal_ticket_one_writes_notes_alone(sign_in, child, technician):
    client = sign_in(technician)
    shown = page(client, child)

    assert "Nothing of it goes to the customer" in shown
    assert "Send and resolve" not in shown
    assert "escalate-form" not in shown
    assert (
        client.post(
            f"/tickets/{child.pk}/notes/",
            {"text": "On my way.", "client_key": uuid4()},
            headers={"HX-Request": "true"},
        ).status_code
        == 201
    )
    assert reply(client, child, seen_message_id=0).status_code == 422
    assert not child.messages.exists()


def test_lists_mark_it_as_internal(sign_in, child, technician):
    assert ">Internal<" in page(sign_in(technician), child)


def test_who_asked_goes_on_seeing_it(ticket, child, holder):
    assert Ticket.objects.visible_to(holder).filter(pk=child.pk).exists()


def test_whoever_has_the_customers_ticket_by_now_follows_it(sign_in, ticket, child, front):
    client = sign_in(an_agent(front))
    assert client.get(f"/tickets/{child.pk}/").status_code == 404
    assert "Follow and open" in page(client, ticket, "escalations/")

    answer = post(client, ticket, f"escalations/{child.pk}/following")

    assert answer.headers["HX-Redirect"] == f"/tickets/{child.pk}/"
    assert client.get(f"/tickets/{child.pk}/").status_code == 200


def test_the_bell_says_that_it_is_done(sign_in, ticket, child, holder, technician):
    resolve(child, by=actors.agent(technician))
    work_off()

    assert "An escalation is done" in sign_in(holder).get("/me/notifications/").content.decode()
