"""Agents who change one ticket at the same moment."""

import pytest

from events import actors
from events.models import Event
from tests.builders import a_category, a_note, a_reply, a_team, a_ticket, an_agent, receives
from tests.together import at_once
from tickets.actions.assign import assign
from tickets.actions.set_category import set_category
from tickets.actions.set_priority import set_priority
from tickets.actions.tag import add_tag
from tickets.actions.transfer import transfer
from tickets.models import Ticket
from tickets.stale import StaleTicket

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("many", [2, 20])
def test_of_agents_who_saw_the_same_version_one_gives_it_away_and_the_others_are_told(many):
    ticket = a_ticket()
    agents = [an_agent() for _ in range(many)]

    def give_to(agent):
        mine = Ticket.objects.get(pk=ticket.pk)
        return lambda: assign(mine, to=agent, by=actors.agent(agent), expected_version=ticket.version)

    outcomes = at_once([give_to(agent) for agent in agents])

    assert outcomes.count(True) == 1
    assert sum(isinstance(outcome, StaleTicket) for outcome in outcomes) == many - 1
    assert Event.objects.filter(ticket_id=ticket.pk, kind="ticket.assigned").count() == 1


@pytest.mark.django_db(transaction=True)
def test_agents_who_do_different_things_at_once_lose_nothing_and_never_block_each_other_for_good():
    ticket = a_ticket(team=a_team())
    people = [an_agent() for _ in range(5)]
    category, team = a_category(), a_team()

    def on_it(work):
        return lambda: work(Ticket.objects.get(pk=ticket.pk))

    works = []
    for number, agent in enumerate(people):
        by = actors.agent(agent)
        works += [
            on_it(lambda t, a=agent: bool(a_reply(t, agent=a))),
            on_it(lambda t, a=agent: bool(a_note(t, agent=a, text=f"ask @{people[0].email}"))),
            on_it(lambda t, b=by, n=number: add_tag(t, name=f"tag {n}", by=b)),
            on_it(lambda t, b=by, a=agent: assign(t, to=a, by=b)),
        ]
    works += [
        on_it(lambda t: set_category(t, to=category, by=actors.SYSTEM)),
        on_it(lambda t: transfer(t, to=team, by=actors.SYSTEM)),
        on_it(lambda t: set_priority(t, to="urgent", is_manual=True, by=actors.SYSTEM)),
        on_it(lambda t: bool(receives(t))),
    ]

    outcomes = at_once(works)

    assert outcomes == [True] * len(works)
    ticket.refresh_from_db()
    assert (ticket.category, ticket.team, ticket.priority) == (category, team, "urgent")
    assert (ticket.messages.count(), ticket.notes.count(), ticket.tags.count()) == (7, 5, 5)
    versions = list(
        Event.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("data__version", flat=True)
    )
    assert versions == sorted(set(versions))
    assert versions[-1] == ticket.version
