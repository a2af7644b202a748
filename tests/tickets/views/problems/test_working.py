"""Answering many is done one by one: killed in between, none gets it twice and none is forgotten."""

import pytest
from django.utils import timezone

from events import actors
from events.claims import claim
from helpdesk.celery import EVERY
from tests.builders import receives
from tests.tickets.timelines import told
from tests.tickets.views.problems.announcing import an_incident, answers, outcome_of, send, work
from tests.together import at_once
from tickets import tasks
from tickets.actions import answer_incident as answering
from tickets.actions.resolve import resolve
from tickets.models import Announced, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """Nothing catches it, as nothing catches kill -9."""


def as_if_the_lease_had_run_out():
    Announced.objects.filter(state="pending").update(lease_until=None, due_at=timezone.now())


def test_a_worker_killed_in_mid_answer_leaves_none_twice_and_forgets_none(client, problem, monkeypatch):
    incidents = [an_incident(problem) for _ in range(3)]
    send(client, problem)
    real, calls = answering.send_reply, []

    def dies_after_the_second(*args, **fields):
        message = real(*args, **fields)
        calls.append(message)
        if len(calls) == 2:
            raise Killed
        return message

    with monkeypatch.context() as patch:
        patch.setattr(answering, "send_reply", dies_after_the_second)
        with pytest.raises(Killed):
            work()
    assert answers().count() == 1

    as_if_the_lease_had_run_out()
    work()
    work()

    assert sorted(answers().values_list("ticket", flat=True)) == [one.pk for one in incidents]
    assert {outcome_of(one) for one in incidents} == {"answered"}


def test_a_worker_that_comes_back_late_answers_nobody_again(client, problem):
    incident = an_incident(problem)
    send(client, problem)
    owed = Announced.objects.select_related("announcement__by", "ticket")
    [held] = claim(owed)
    as_if_the_lease_had_run_out()
    work()

    tasks.run(held, answering.answer_incident)

    assert answers().filter(ticket=incident).count() == 1


def test_a_row_that_comes_again_by_mistake_says_nothing_twice(client, problem):
    """As after a restored dump."""
    incident = an_incident(problem)
    send(client, problem)
    work()

    Announced.objects.update(state="pending", outcome="", message=None)
    work()

    assert answers().filter(ticket=incident).count() == 1
    assert outcome_of(incident) == "answered"


def test_two_workers_at_once_answer_each_once(client, problem):
    for _ in range(6):
        an_incident(problem)
    send(client, problem)

    at_once([work, work, work])
    work()

    assert answers().count() == 6


def test_what_no_nudge_reached_is_swept():
    assert EVERY["answer incidents"][0] == "tickets.tasks.answer_incidents"


def test_what_fails_for_one_holds_up_no_other_and_is_tried_again(client, problem, monkeypatch):
    first, second = an_incident(problem), an_incident(problem)
    send(client, problem)
    real = answering.send_reply

    def breaks_for_the_first(ticket, **fields):
        if ticket.pk == first.pk:
            raise RuntimeError("out of luck")
        return real(ticket, **fields)

    with monkeypatch.context() as patch:
        patch.setattr(answering, "send_reply", breaks_for_the_first)
        work()
    assert (outcome_of(first), outcome_of(second)) == ("", "answered")

    as_if_the_lease_had_run_out()
    work()
    assert outcome_of(first) == "answered"


def test_resolving_a_problem_resolves_no_incident_and_leads_to_the_sheet(client, problem):
    incident = an_incident(problem)

    answer = client.post(f"/tickets/{problem.pk}/resolution/", headers={"HX-Request": "true"})

    assert Ticket.objects.get(pk=incident.pk).is_active
    html = answer.content.decode()
    assert "1 incident of it is still open." in html
    assert f'href="/tickets/{problem.pk}/announcement/"' in html
    panel = client.get(f"/tickets/{problem.pk}/problem/").content.decode()
    assert "The problem is resolved, its incidents are not" in panel


def test_reopening_it_tells_its_incidents_nothing(client, agent, problem):
    incident = an_incident(problem)
    resolve(problem, by=actors.SYSTEM)
    before = told(incident, agent)

    receives(problem)

    assert Ticket.objects.get(pk=problem.pk).status == "open"
    assert told(incident, agent) == before
