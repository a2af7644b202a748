"""What has become of an incident since the preview counts, not what it was."""

import pytest

from events import actors
from people.actions.deactivate_agent import deactivate_agent
from tests.builders import a_team, receives
from tests.tickets.views.problems.announcing import (
    an_incident,
    answers_to,
    outcome_of,
    seen_on,
    send,
    sheet,
    status_of,
    work,
)
from tickets.actions.resolve import resolve
from tickets.actions.unlink_problem import unlink_problem
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)  # what is claimed is committed


def test_who_wrote_something_new_is_answered_and_left_open(client, problem):
    quiet, loud = an_incident(problem), an_incident(problem)
    seen = seen_on(sheet(client, problem))
    receives(loud, text="And my refund?")

    send(client, problem, seen=seen, resolves="on")
    work()

    assert (outcome_of(quiet), status_of(quiet)) == ("resolved", "resolved")
    assert (outcome_of(loud), status_of(loud)) == ("left_open", "open")
    assert len(answers_to(loud)) == 1


def test_one_that_was_unlinked_gets_nothing(client, problem):
    incident = an_incident(problem)
    send(client, problem)
    unlink_problem(incident, of=problem, by=actors.SYSTEM)

    work()

    assert outcome_of(incident) == "unlinked"
    assert not answers_to(incident)


def test_nor_does_one_that_somebody_resolved(client, problem):
    incident = an_incident(problem)
    send(client, problem)
    resolve(incident, by=actors.SYSTEM)

    work()

    assert (outcome_of(incident), status_of(incident)) == ("done_before", "resolved")
    assert not answers_to(incident)


def test_nor_does_one_that_was_linked_after_it(client, problem):
    an_incident(problem)
    seen = seen_on(sheet(client, problem))
    late = an_incident(problem)

    send(client, problem, seen=seen)
    work()

    assert not answers_to(late)


def test_nor_does_one_that_went_where_its_author_sees_nothing(client, problem):
    incident = an_incident(problem)
    send(client, problem)
    Ticket.objects.filter(pk=incident.pk).update(team=a_team())

    work()

    assert outcome_of(incident) == "out_of_sight"
    assert not answers_to(incident)


def test_an_author_who_may_no_longer_write_answers_nobody(client, agent, problem):
    incident = an_incident(problem)
    send(client, problem)
    deactivate_agent(agent, by=actors.SYSTEM)

    work()

    assert not answers_to(incident)
    assert status_of(incident) in {"new", "open"}
