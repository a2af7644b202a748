"""The page of the customer's ticket hears how what it asked for stands, whoever sees it."""

import pytest
from channels.db import database_sync_to_async as rows

from events import actors
from tests.builders import a_message, a_team, an_agent
from tests.tickets.browser_socket import a_socket, a_team_with_two, settled
from tests.tickets.escalating.internal import an_escalation
from tickets import lost_pushes
from tickets.actions.assign import assign

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_is_left_open")]


@pytest.fixture(autouse=True)
def what_no_push_told_of_stays_untold(monkeypatch):
    """Else it is told within seconds all the same, and no push is seen to be missing."""
    monkeypatch.setattr(lost_pushes, "MOST", 0)


async def heard_by_then(socket):
    """What it was told of changes, until nothing more comes."""
    found = []
    while not await socket.hears_nothing(0.5):
        words = await socket.hears()
        found += [words] if words["type"] == "changed" else []
    return found


async def test_who_looks_at_the_customers_ticket_hears_of_the_internal_one():
    agent, colleague, ticket = await rows(a_team_with_two)()
    team = await rows(a_team)()
    technician = await rows(an_agent)(team)
    child = await rows(an_escalation)(ticket, to=team, agent=colleague)
    async with a_socket(agent) as socket:
        await socket.says(type="viewing", ticket=ticket.pk)
        await settled()
        await rows(assign)(child, to=technician, by=actors.agent(technician))

        changed = await socket.hears("changed")

        assert (changed["ticket"], changed["version"]) == (child.pk, child.version)


async def test_who_reads_the_conversation_on_the_internal_one_hears_what_the_customer_writes():
    _agent, colleague, ticket = await rows(a_team_with_two)()
    team = await rows(a_team)()
    technician = await rows(an_agent)(team)
    child = await rows(an_escalation)(ticket, to=team, agent=colleague)
    async with a_socket(technician) as socket:
        await socket.says(type="viewing", ticket=child.pk)
        await socket.says(type="watch", tickets=[child.pk])
        await settled()
        await rows(a_message)(ticket)

        assert (await socket.hears("changed"))["ticket"] == ticket.pk

        await socket.says(type="left", ticket=child.pk)
        await settled()
        await heard_by_then(socket)
        await rows(a_message)(ticket)

        assert await heard_by_then(socket) == []
