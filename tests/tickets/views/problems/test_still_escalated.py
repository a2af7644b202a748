"""Another team still works on some of the incidents that are to be resolved: asked once, on the sheet."""

import pytest

from events import actors
from people.models import Membership
from tests.builders import a_team, an_agent
from tests.tickets.escalating.internal import an_escalation
from tests.tickets.views.problems.announcing import (
    an_incident,
    answers_to,
    outcome_of,
    send,
    sheet,
    status_of,
    the_announcement,
    work,
)
from tickets.actions.link_problem import link_problem
from tickets.actions.resolve import resolve
from tickets.models import Announcement, Notification, Ticket

pytestmark = pytest.mark.django_db(transaction=True)  # what is claimed is committed


@pytest.fixture
def technician():
    return an_agent(a_team(name="Technicians"), name="Bima Sakti")


@pytest.fixture
def incident(problem):
    return an_incident(problem)


@pytest.fixture
def child(incident, agent, technician):
    found = an_escalation(incident, to=technician.teams.get(), agent=agent)
    Ticket.objects.filter(pk=found.pk).update(assignee=technician, unassigned_reason="")
    return found


def is_called_off(ticket):
    ticket.refresh_from_db()
    return ticket.cancelled_at is not None


def test_it_is_asked_only_of_who_resolves_and_with_its_numbers(client, agent, problem, incident, child):
    an_incident(problem)
    an_escalation(incident, to=a_team(), agent=agent)
    done = an_escalation(incident, to=a_team(), agent=agent)
    resolve(done, by=actors.SYSTEM)
    text = {"text-id": "Halo.", "text-en": "Hello."}

    asked = sheet(client, problem, resolves="on", **text)

    assert "Another team still works on 1 of these incidents." in asked
    assert 'Resolve and cancel the escalations <span class="num">(2)</span>' in " ".join(asked.split())
    assert "still works on" not in sheet(client, problem, **text)
    resolve(Ticket.objects.get(pk=incident.pk), by=actors.SYSTEM)
    assert "still works on" not in sheet(client, problem, resolves="on", **text)


def test_nothing_goes_out_before_it_is_said(client, problem, incident, child):
    answer = send(client, problem, resolves="on")

    assert answer.status_code == 422
    assert "Say what becomes of what other teams still do." in answer.content.decode()
    assert not Announcement.objects.exists()
    assert send(client, problem).status_code == 302  # nobody is resolved, so nothing is asked


@pytest.mark.parametrize("then", ["keep", "cancel"])
def test_what_was_said_becomes_of_each(client, problem, incident, child, technician, then):
    plain = an_incident(problem)

    send(client, problem, resolves="on", escalations=then)
    work()

    assert the_announcement().escalations == then
    assert [outcome_of(one) for one in (incident, plain)] == ["resolved", "resolved"]
    assert is_called_off(child) == (then == "cancel")
    assert Notification.objects.filter(agent=technician, kind="escalation_cancelled").exists() == (
        then == "cancel"
    )


def test_what_was_escalated_since_is_answered_and_left_open(client, agent, problem, incident):
    send(client, problem, resolves="on")
    child = an_escalation(incident, to=a_team(), agent=agent)
    work()

    assert outcome_of(incident) == "still_asked"
    assert answers_to(incident)
    assert status_of(incident) not in {"resolved", "closed"}
    assert not is_called_off(child)
    html = client.get(f"/announcements/{the_announcement().pk}/").content.decode()
    assert "left open: another team still works on it" in html


def test_what_is_left_open_keeps_what_others_do_for_it(client, problem, incident, child):
    send(client, problem, escalations="cancel")
    work()

    assert the_announcement().escalations == ""
    assert outcome_of(incident) == "answered"
    assert not is_called_off(child)


@pytest.mark.parametrize("then", ["keep", "cancel"])
def test_taken_back_it_is_open_again_and_what_was_called_off_stays_so(client, problem, incident, child, then):
    before = status_of(incident)
    send(client, problem, resolves="on", escalations=then)
    work()

    client.post(f"/announcements/{the_announcement().pk}/taking-back/")

    assert status_of(incident) == before
    assert outcome_of(incident) == "taken_back"
    assert is_called_off(child) == (then == "cancel")


def test_the_problem_from_which_they_are_answered_is_not_called_off(client, agent, problem, incident):
    engineers = a_team()
    Membership.objects.create(agent=agent, team=engineers)
    cause = an_escalation(incident, to=engineers, agent=agent)
    Ticket.objects.filter(pk=incident.pk).update(problem=None)
    link_problem(Ticket.objects.get(pk=incident.pk), to=cause, by=actors.SYSTEM)

    assert "still works on" not in sheet(client, cause, resolves="on")
    send(client, cause, resolves="on", escalations="cancel")
    work()

    assert outcome_of(incident) == "resolved"
    assert not is_called_off(cause)
