from datetime import timedelta

import pytest
from django.core.exceptions import BadRequest
from django.utils import timezone

from events import actors
from tests.builders import a_reply, a_team, a_ticket, an_admin, an_agent
from tickets.actions.follow import follow
from tickets.actions.hold import hold
from tickets.actions.resolve import resolve
from tickets.list_choices import ListChoice
from tickets.lists import entries, page
from tickets.models import Ticket
from tickets.scope import teams_of

pytestmark = pytest.mark.django_db


def ids(agent, **query):
    listed = page(ListChoice.read(query), agent=agent, teams=teams_of(agent))
    return [entry.id for entry in listed.entries]


def due(ticket, minutes, sla_state="ok"):
    Ticket.objects.filter(pk=ticket.pk).update(
        next_due_at=timezone.now() + timedelta(minutes=minutes), sla_state=sla_state
    )


def test_an_agent_lists_the_tickets_of_their_teams_their_own_and_those_they_follow():
    team = a_team()
    agent = an_agent(team)
    of_team = a_ticket(team=team)
    given = a_ticket(team=a_team(), assignee=agent)
    followed = a_ticket(team=a_team())
    follow(followed, agent=agent)
    a_ticket(team=a_team())
    a_ticket()

    assert sorted(ids(agent, view="all")) == [of_team.pk, given.pk, followed.pk]


def test_a_ticket_seen_for_two_reasons_is_listed_once():
    team = a_team()
    agent = an_agent(team)
    ticket = a_ticket(team=team, assignee=agent)
    follow(ticket, agent=agent)

    assert ids(agent, view="all") == [ticket.pk]


def test_unrouted_tickets_are_listed_for_those_who_may_triage():
    ticket = a_ticket()

    assert ids(an_agent(), view="all") == []
    assert ids(an_agent(may_triage=True), view="all") == [ticket.pk]


def test_what_is_due_first_comes_first_and_what_owes_nothing_last():
    agent = an_admin()
    nothing, later, sooner = a_ticket(), a_ticket(), a_ticket()
    due(later, 60)
    due(sooner, 5)

    assert ids(agent, view="all") == [sooner.pk, later.pk, nothing.pk]


def test_newest_and_oldest_go_by_the_last_message():
    agent = an_admin()
    now = timezone.now()
    first, second = (a_ticket(at=now - timedelta(minutes=minutes)) for minutes in (20, 10))

    assert ids(agent, view="all", order="newest") == [second.pk, first.pk]
    assert ids(agent, view="all", order="oldest") == [first.pk, second.pk]


def test_each_view_holds_what_its_name_says():
    team = a_team()
    agent = an_agent(team)
    mine = a_ticket(team=team, assignee=agent)
    free = a_ticket(team=team)
    waiting = a_ticket(team=team, assignee=agent)
    a_reply(waiting, agent=agent)
    late = a_ticket(team=team, assignee=an_agent(team))
    due(late, -5, "breached")
    done = a_ticket(team=team)
    resolve(done, by=actors.agent(agent))
    held = a_ticket(team=team, assignee=an_agent(team))
    hold(held, by=actors.agent(agent))

    assert sorted(ids(agent, view="mine")) == [mine.pk, waiting.pk]
    assert ids(agent, view="mine", part="waiting") == [waiting.pk]
    assert ids(agent, view="mine", part="to_answer") == [mine.pk]
    assert ids(agent, view="unassigned") == [free.pk]
    assert ids(agent, view="waiting") == [waiting.pk]
    assert ids(agent, view="breaching") == [late.pk]
    assert ids(agent, view="resolved") == [done.pk]
    assert sorted(ids(agent, view="all")) == sorted(t.pk for t in (mine, free, waiting, late, held))
    assert sorted(ids(agent, view=f"team-{team.pk}", part="mine")) == [mine.pk, waiting.pk]


def test_the_list_of_another_team_holds_only_what_the_agent_sees_anyway():
    other = a_team()
    agent = an_agent(a_team())
    given = a_ticket(team=other, assignee=agent)
    a_ticket(team=other)

    assert ids(agent, view=f"team-{other.pk}") == [given.pk]


@pytest.mark.parametrize("order", ["due", "newest", "oldest"])
@pytest.mark.parametrize("see_all", [True, False])
def test_pages_follow_each_other_without_gap_or_repeat(order, see_all):
    team, other = a_team(), a_team()
    agent = an_admin() if see_all else an_agent(team, other)
    for n in range(7):
        ticket = a_ticket(team=(team, other)[n % 2], at=timezone.now() - timedelta(minutes=n % 3))
        if n % 2:
            due(ticket, n)

    walked, after = [], ""
    while True:
        choice = ListChoice.read({"view": "all", "order": order, "after": after})
        listed = page(choice, agent=agent, teams=teams_of(agent), size=2)
        walked += [entry.id for entry in listed.entries]
        if not (after := listed.after):
            break

    assert walked == ids(agent, view="all", order=order)
    assert len(set(walked)) == 7


def test_entries_leaves_out_what_no_longer_belongs():
    team = a_team()
    agent = an_agent(team)
    free, taken, foreign = a_ticket(team=team), a_ticket(team=team, assignee=agent), a_ticket(team=a_team())
    choice = ListChoice.read({"view": "unassigned"})

    found = entries([free.pk, taken.pk, foreign.pk, 999_999], choice, agent=agent)

    assert [entry.id for entry in found] == [free.pk]


def test_a_list_costs_the_same_however_many_tickets_it_holds(django_assert_num_queries):
    team = a_team()
    agent = an_agent(team, a_team())
    for _ in range(3):
        a_ticket(team=team)
    teams = teams_of(agent)

    with django_assert_num_queries(1):
        page(ListChoice.read({"view": "all"}), agent=agent, teams=teams)


@pytest.mark.parametrize(
    "query",
    [
        {"view": "everything"},
        {"view": "team"},
        {"view": "team-"},
        {"view": "team-1;drop"},
        {"view": "team-²"},
        {"order": "password"},
        {"view": "resolved", "order": "due"},
        {"part": "assignee__password"},
        {"view": "unassigned", "part": "mine"},
        {"after": "1"},
        {"after": "1.2.3"},
        {"after": "9" * 5000 + ".1"},
        {"after": "' or 1=1"},
    ],
)
def test_what_is_on_no_list_of_choices_is_a_bad_request(query):
    with pytest.raises(BadRequest):
        ListChoice.read(query)


def test_an_address_leads_back_to_its_list():
    choice = ListChoice.read({"view": "team-7", "part": "mine", "order": "newest", "after": "5.6"})

    assert choice.address == "view=team-7&part=mine&order=newest"
    assert ListChoice.read({}).address == ""
