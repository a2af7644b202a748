"""Whoever has several incidents of one problem is told once: in the newest, and the others say so."""

import threading

import pytest
from django.db import transaction
from django.utils import timezone

from events import actors
from tests.builders import a_channel, a_customer, a_ticket, receives
from tests.tickets.timelines import told
from tests.tickets.views.problems.announcing import (
    an_incident,
    answers,
    answers_to,
    outcome_of,
    seen_on,
    send,
    sheet,
    status_of,
    the_announcement,
    work,
)
from tests.together import at_once, with_own_connection
from tickets.actions.link_problem import link_problem
from tickets.actions.resolve import resolve
from tickets.actions.unlink_problem import unlink_problem
from tickets.actions.withdraw import withdraw_reply
from tickets.models import Announced, Ticket

pytestmark = pytest.mark.django_db(transaction=True)  # what is claimed is committed


@pytest.fixture
def incident_of(team, problem):
    """Another incident of that customer, by letter."""
    channel = a_channel(team=team)

    def made(customer, *, by=channel):
        ticket = a_ticket(team=team, customer=customer, channel=by)
        Ticket.objects.filter(pk=ticket.pk).update(language="id")
        link_problem(Ticket.objects.get(pk=ticket.pk), to=problem, by=actors.SYSTEM)
        return Ticket.objects.get(pk=ticket.pk)

    return made


@pytest.fixture
def three(incident_of):
    """Of one customer, oldest first."""
    customer = a_customer(name="Budi Santoso")
    return [incident_of(customer) for _ in range(3)]


def take_back(client):
    return client.post(f"/announcements/{the_announcement().pk}/taking-back/", follow=True).content.decode()


def test_the_newest_carries_the_text_and_the_others_say_where_it_was_told(client, agent, problem, three):
    oldest, older, newest = three
    before = status_of(older)

    send(client, problem)
    work()

    assert [one.ticket_id for one in answers()] == [newest.pk]
    for ticket in (oldest, older):
        assert told(ticket, agent)[-1] == f"The customer was told in <b>NL-{newest.pk}</b>"
        assert status_of(ticket) == before
    html = client.get(f"/announcements/{the_announcement().pk}/").content.decode()
    assert "Done: 3 of 3 answered" in html
    assert html.count(f"Told in NL-{newest.pk}") == 2
    assert 'Take back <span class="num">1</span>' in html


def test_the_preview_counts_messages_and_customers(client, problem, three):
    an_incident(problem)

    html = sheet(client, problem)

    assert "<b>4</b> incidents are answered." in html
    assert "<b>2</b> messages go out to <b>2</b> customers." in html
    assert "Answer 4 incidents" in html


def test_where_each_has_one_it_speaks_of_none_that_has_several(client, problem):
    an_incident(problem)
    an_incident(problem)

    assert "Who has several incidents" not in sheet(client, problem)


def test_another_address_of_theirs_is_told_too(client, team, problem, incident_of, three):
    elsewhere = incident_of(three[0].customer, by=a_channel(team=team))

    html = sheet(client, problem)
    send(client, problem)
    work()

    assert "<b>2</b> messages go out to <b>1</b> customer." in html
    assert sorted(answers().values_list("ticket", flat=True)) == [three[2].pk, elsewhere.pk]


def test_all_of_theirs_are_resolved_but_for_what_they_wrote_on_since(client, problem, three):
    quiet, loud, newest = three
    seen = seen_on(sheet(client, problem))
    receives(loud, text="And my refund?")

    send(client, problem, seen=seen, resolves="on")
    work()

    assert [one.ticket_id for one in answers()] == [newest.pk]
    assert (status_of(quiet), status_of(loud), status_of(newest)) == ("resolved", "open", "resolved")
    html = client.get(f"/announcements/{the_announcement().pk}/").content.decode()
    assert f"Told in NL-{newest.pk}, left open: the customer has written since the preview" in html
    assert f"Told in NL-{newest.pk}, and resolved" in html


@pytest.mark.parametrize("gone", ["resolved", "unlinked"])
def test_if_the_newest_is_none_any_more_the_next_carries_it(client, problem, three, gone):
    send(client, problem)
    if gone == "resolved":
        resolve(three[2], by=actors.SYSTEM)
    else:
        unlink_problem(three[2], of=problem, by=actors.SYSTEM)

    work()

    assert [one.ticket_id for one in answers()] == [three[1].pk]
    assert outcome_of(three[0]) == "answered"


def test_taken_back_each_of_theirs_is_as_it_was(client, agent, problem, three):
    before = {one.pk: (status_of(one), waits_since(one)) for one in three}
    send(client, problem, resolves="on")
    work()
    assert {status_of(one) for one in three} == {"resolved"}

    assert "1 answer taken back" in take_back(client)

    assert {one.pk: (status_of(one), waits_since(one)) for one in three} == before
    assert {outcome_of(one) for one in three} == {"taken_back"}
    words = f"What the customer was to be told in <b>NL-{three[2].pk}</b> was taken back"
    assert words in told(three[0], agent)
    assert not answers().exists()


def test_undone_on_the_ticket_itself_the_others_are_open_again_too(client, agent, problem, three):
    send(client, problem, resolves="on")
    work()

    withdraw_reply(answers().get(), by=actors.agent(agent))

    assert {status_of(one) for one in three} == {"new"}


def test_what_moved_since_stays_where_it_is_when_it_is_taken_back(client, problem, three):
    send(client, problem, resolves="on")
    work()
    receives(three[0], text="Still broken")
    resolve(three[0], by=actors.SYSTEM)

    take_back(client)

    assert status_of(three[0]) == "resolved"
    assert status_of(three[1]) == "new"


def test_an_older_one_that_comes_first_waits_for_the_newest(client, problem, three):
    send(client, problem)
    soon = timezone.now() + timezone.timedelta(hours=1)
    Announced.objects.filter(ticket=three[2]).update(due_at=soon)

    work()
    assert not answers().exists()
    Announced.objects.update(due_at=timezone.now())
    work()
    Announced.objects.filter(state="pending").update(due_at=timezone.now())
    work()

    assert [one.ticket_id for one in answers()] == [three[2].pk]
    assert {outcome_of(one) for one in three} == {"answered"}


def test_two_workers_at_once_tell_each_customer_once(client, problem, incident_of):
    customers = [a_customer() for _ in range(3)]
    tickets = [incident_of(customer) for _ in range(4) for customer in customers]
    send(client, problem)

    for _ in range(6):
        at_once([work, work, work])
        Announced.objects.filter(state="pending").update(due_at=timezone.now())

    assert sorted(answers().values_list("ticket", flat=True)) == [one.pk for one in tickets[-3:]]
    assert not Announced.objects.filter(state="pending").exists()


def test_one_that_is_told_of_while_that_is_taken_back_is_answered_itself(client, agent, problem, three):
    """Whoever takes it back holds the delivery: who would say "told" waits, and finds it gone."""
    send(client, problem)
    Announced.objects.exclude(ticket=three[2]).update(due_at=timezone.now() + timezone.timedelta(hours=1))
    work()
    Announced.objects.filter(ticket=three[1]).update(due_at=timezone.now())

    working = threading.Thread(target=lambda: with_own_connection(work))
    with transaction.atomic():
        withdraw_reply(answers().get(), by=actors.agent(agent))
        working.start()
        working.join(1)
    working.join(20)

    assert [one.ticket_id for one in answers()] == [three[1].pk]
    assert answers_to(three[1])


def waits_since(ticket):
    return Ticket.objects.get(pk=ticket.pk).waiting_since
