from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from events import actors
from tests.builders import a_reply, a_team, a_ticket, an_admin, an_agent
from tickets.actions.follow import follow
from tickets.actions.resolve import resolve
from tickets.counts import counts_for
from tickets.list_choices import PARTS, ListChoice, View
from tickets.lists import page
from tickets.models import Ticket
from tickets.scope import teams_of

pytestmark = pytest.mark.django_db


NOT_COUNTED = {View.TEAM, View.AGENT, View.INCIDENTS, View.RESOLVED}


@pytest.fixture(autouse=True)
def nothing_is_kept():
    cache.clear()


def test_every_number_is_the_length_of_its_list():
    team, other = a_team(), a_team()
    somebody = an_agent(team)
    agent = an_agent(team)
    a_ticket(team=team)
    a_ticket(team=team, assignee=somebody)
    mine = a_ticket(team=team, assignee=agent)
    waits = a_ticket(team=other, assignee=agent)
    a_reply(waits, agent=agent)
    late = a_ticket(team=team)
    Ticket.objects.filter(pk=late.pk).update(sla_state="breached")
    for team_of, minutes in ((team, -1), (team, 29), (team, 31), (other, -1), (None, 10), (None, -10)):
        due = a_ticket(team=team_of)
        Ticket.objects.filter(pk=due.pk).update(next_due_at=timezone.now() + timedelta(minutes=minutes))
    followed = a_ticket(team=other)
    follow(followed, agent=agent)
    follow(mine, agent=agent)
    resolve(a_ticket(team=team), by=actors.SYSTEM)
    a_ticket(team=other)
    a_ticket()

    for viewer in (agent, somebody, an_agent(may_triage=True), an_admin()):
        teams = teams_of(viewer)
        counts = counts_for(viewer, teams)
        names = [view for view in View if view not in NOT_COUNTED]
        for name in (*names, *(f"team-{one.pk}" for one in teams)):
            for part in PARTS[ListChoice.read({"view": name}).view]:
                choice = ListChoice.read({"view": name, "part": part})
                shown = page(choice, agent=viewer, teams=teams).entries
                number = counts[f"{name}/{part}" if part else name]
                assert number == len(shown), (viewer, name, part)


def test_agents_share_one_count(django_assert_num_queries):
    agents = [an_admin(), an_admin()]
    teams = teams_of(agents[0])

    with django_assert_num_queries(1):
        for agent in agents:
            counts_for(agent, teams)
