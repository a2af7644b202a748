"""What the board says is what the database holds, counted by other words."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from events import actors
from routing.board.first_answers import midnight
from routing.board.ladder import MOST_LATE, MOST_SOON
from routing.board.scope import scope_of
from routing.board.whole import board_of
from tests.builders import (
    a_policy,
    a_reply,
    a_supervisor,
    a_team,
    a_ticket,
    an_admin,
    an_agent,
    receives,
    work_off,
)
from tickets.actions.assign import assign
from tickets.actions.hold import hold
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.transfer import transfer
from tickets.models import Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db

QUEUES = """
with nearest as (
  select ticket_id, min(deadline) as due from routing_clock
  where stopped_at is null and paused_at is null group by ticket_id
)
select t.team_id, count(*) filter (where t.assignee_id is null),
  min(t.waiting_since) filter (where t.assignee_id is null),
  count(*) filter (where n.due > now() and n.due <= now() + interval '30 minutes'),
  count(*) filter (where n.due <= now())
from tickets_ticket t left join nearest n on n.ticket_id = t.id
where t.status not in ('resolved', 'closed') group by 1
"""
FIRST_ANSWERS = """
select t.team_id, sum((c.deadline >= c.stopped_at)::int), sum((c.deadline < c.stopped_at)::int)
from routing_clock c join tickets_ticket t on t.id = c.ticket_id
where c.metric = 'first_response' and c.stopped_at >= %s and c.stop_reason not in ('replaced', 'no_policy')
group by 1
"""
LOADS = """
select assignee_id, count(*) from tickets_ticket
where status in ('new', 'open') and assignee_id is not null group by 1
"""


def asked(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {team: tuple(numbers) for team, *numbers in cursor.fetchall()}


@pytest.fixture
def teams():
    return [a_team(), a_team(), a_team()]


@pytest.fixture
def agents(teams):
    return [an_agent(team, available=True) for team in teams for _ in range(2)]


def storm(teams, agents, *, seed, changes):
    """A few hundred things that happen, on tickets that are about to be late, are, or have time."""
    chance = random.Random(seed)
    now = timezone.now()
    tickets = [
        a_ticket(team=chance.choice([*teams, None]), at=now - timedelta(minutes=chance.randrange(1, 120)))
        for _ in range(40)
    ]
    work_off()
    deeds = [
        lambda ticket: assign(ticket, to=chance.choice([*agents, None]), by=actors.SYSTEM),
        lambda ticket: a_reply(ticket, agent=chance.choice(agents)),
        lambda ticket: receives(ticket),
        lambda ticket: resolve(ticket, by=actors.SYSTEM),
        lambda ticket: reopen(ticket, by=actors.SYSTEM),
        lambda ticket: hold(ticket, by=actors.SYSTEM),
        lambda ticket: transfer(ticket, to=chance.choice(teams), by=actors.SYSTEM),
    ]
    for n in range(changes):
        ticket = Ticket.objects.get(pk=chance.choice(tickets).pk)
        with suppress(Refused):
            chance.choice(deeds)(ticket)
        if n % 25 == 0:
            work_off()
    work_off()
    cache.clear()


def test_after_a_storm_every_figure_is_what_sql_says(teams, agents):
    a_policy(minutes={"first_response": 60, "next_response": 90, "resolution": 100})
    storm(teams, agents, seed=4, changes=300)

    board = board_of(scope_of(an_admin(), ""))

    queues = {
        line.queue.team: (line.queue.waiting, line.queue.waits_since, line.queue.soon, line.queue.late)
        for line in board.lines
    }
    services = {
        line.queue.team: (line.service.in_time, line.service.late)
        for line in board.lines
        if line.service.owed
    }
    loads = {person.agent.pk: (person.load,) for person in board.people if person.load}
    assert {team: numbers for team, numbers in queues.items() if any(numbers)} == {
        team: numbers for team, numbers in asked(QUEUES).items() if any(numbers)
    }
    assert services == asked(FIRST_ANSWERS, midnight())
    assert loads == asked(LOADS)
    assert board.total.soon and board.total.late and board.total.waiting and board.service.owed
    assert len(board.ladder.steps) == min(board.total.soon, MOST_SOON) + min(board.total.late, MOST_LATE)
    assert [step.due_at for step in board.ladder.steps] == sorted(step.due_at for step in board.ladder.steps)


def test_a_supervisor_reads_of_their_teams_and_of_what_has_none(teams, agents):
    mine, other, _third = teams
    a_policy(minutes={"first_response": 10})
    late = timezone.now() - timedelta(minutes=11)
    for team in (mine, other, None):
        a_ticket(team=team, at=late)
    work_off()
    cache.clear()

    board = board_of(scope_of(a_supervisor(mine), ""))

    assert [line.team for line in board.lines] == [mine, None]
    assert (board.total.waiting, board.total.late, len(board.ladder.steps)) == (2, 2, 2)
    assert {person.agent.pk for person in board.people} >= {agent.pk for agent in agents[:2]}
    assert not {person.agent.pk for person in board.people} & {agent.pk for agent in agents[2:]}


def test_more_teams_and_tickets_cost_no_more_queries(client, django_assert_max_num_queries):
    a_policy(minutes={"first_response": 60})
    viewer = an_admin()
    client.force_login(viewer)
    counts = []
    for _ in range(2):
        for _ in range(3):
            team = a_team()
            agent = an_agent(team, available=True)
            for minutes in (50, 70):
                a_ticket(team=team, assignee=agent, at=timezone.now() - timedelta(minutes=minutes))
        work_off()
        cache.clear()
        client.get(reverse("board:show"))
        cache.clear()
        with django_assert_max_num_queries(22) as queries:
            client.get(reverse("board:show"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
