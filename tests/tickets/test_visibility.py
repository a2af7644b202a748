"""Who sees what: by role, team, assignment, mention; and what hangs on a ticket, exactly with it."""

import pytest

from events import actors
from tests.builders import (
    a_note,
    a_reply,
    a_supervisor,
    a_team,
    a_ticket,
    an_admin,
    an_agent,
    an_auditor,
)
from tickets.actions.assign import assign
from tickets.actions.attach import attach
from tickets.actions.follow import follow, unfollow
from tickets.actions.save_draft import save_draft
from tickets.incoming import ReceivedAttachment
from tickets.models import (
    Attachment,
    Delivery,
    Draft,
    Follower,
    Message,
    Note,
    Notification,
    Participant,
    Ticket,
)

pytestmark = pytest.mark.django_db


def sees(agent) -> set[int]:
    return set(Ticket.objects.visible_to(agent).values_list("pk", flat=True))


@pytest.fixture
def tickets():
    """One of my team, one of another team, one that was never routed."""
    team = a_team()
    return team, a_ticket(team=team), a_ticket(team=a_team()), a_ticket()


def test_an_agent_sees_the_tickets_of_their_teams(tickets):
    team, mine, _, _ = tickets

    assert sees(an_agent(team)) == {mine.pk}


def test_an_agent_without_a_team_sees_nothing(tickets):
    assert sees(an_agent()) == set()


def test_who_may_triage_sees_what_was_not_routed_too(tickets):
    team, mine, _, unrouted = tickets

    assert sees(an_agent(team, may_triage=True)) == {mine.pk, unrouted.pk}


def test_a_supervisor_sees_their_teams_and_what_was_not_routed(tickets):
    team, mine, _, unrouted = tickets

    assert sees(a_supervisor(team)) == {mine.pk, unrouted.pk}


@pytest.mark.parametrize("who", [an_admin, an_auditor])
def test_admins_and_auditors_see_everything(tickets, who):
    assert sees(who()) == {ticket.pk for ticket in tickets[1:]}


def test_an_agent_sees_what_is_assigned_to_them_until_it_is_taken_away(tickets):
    _, _, theirs, _ = tickets
    agent = an_agent()

    assign(theirs, to=agent, by=actors.SYSTEM)
    assert sees(agent) == {theirs.pk}

    assign(theirs, to=an_agent(), by=actors.SYSTEM)
    assert sees(agent) == set()


def test_an_agent_sees_what_they_follow_until_they_do_no_more(tickets):
    _, _, theirs, _ = tickets
    agent = an_agent()

    assert follow(theirs, agent=agent)
    assert not follow(theirs, agent=agent)
    assert sees(agent) == {theirs.pk}

    assert unfollow(theirs, agent=agent)
    assert sees(agent) == set()


@pytest.fixture
def full():
    """A ticket with everything that can hang on one, and the agent who has done it all."""
    team = a_team()
    agent = an_agent(team)
    ticket = a_ticket(
        team=team,
        attachments=[ReceivedAttachment("a.txt", "", b"a")],
        participants=[("Budi", "budi@example.test")],
    )
    follow(ticket, agent=agent)
    assign(ticket, to=agent, by=actors.SYSTEM)
    a_reply(ticket, agent=agent)
    a_note(ticket, agent=agent)
    save_draft(ticket, agent=agent, kind="reply", text="Dear", version=0)
    attach(ticket, agent=agent, kind="note", name="b.txt", chunks=[b"b"])
    return ticket, agent, team


HANGING = [Ticket, Message, Note, Attachment, Delivery, Draft, Notification, Participant, Follower]


@pytest.mark.parametrize("model", HANGING, ids=lambda model: model.__name__)
def test_what_hangs_on_a_ticket_is_seen_by_those_who_see_it(full, model):
    _, agent, _ = full

    assert model.objects.all().visible_to(agent).count() == model.objects.count() > 0


@pytest.mark.parametrize("model", HANGING, ids=lambda model: model.__name__)
def test_what_hangs_on_a_ticket_is_hidden_from_those_who_do_not(full, model):
    assert not model.objects.all().visible_to(an_agent(a_team(), may_triage=True)).exists()


@pytest.mark.parametrize("who", ["a colleague", "an admin"])
def test_what_somebody_has_not_said_yet_is_nobodys_business(full, who):
    _, _, team = full
    other = an_agent(team) if who == "a colleague" else an_admin()

    assert not Draft.objects.all().visible_to(other).exists()
    assert [file.name for file in Attachment.objects.all().visible_to(other)] == ["a.txt"]
    assert not Notification.objects.all().visible_to(other).exists()


def test_what_one_was_told_about_a_ticket_one_lost_is_gone(full):
    ticket, agent, _ = full
    agent.memberships.all().delete()
    unfollow(ticket, agent=agent)
    assign(ticket, to=None, by=actors.SYSTEM)

    left = Notification.objects.all().visible_to(agent).values_list("kind", flat=True)
    assert list(left) == ["taken"]  # which tells that it is lost, and nothing of what it says
    assert not Draft.objects.all().visible_to(agent).exists()


def test_the_question_is_cheap(tickets, django_assert_num_queries):
    agent = an_agent(tickets[0])

    with django_assert_num_queries(2):  # the teams, then the tickets
        list(Ticket.objects.visible_to(agent).for_list())
