"""What no push told of: Valkey was away, or a worker died between its commit and the push (R11)."""

import pytest
from channels.db import database_sync_to_async as rows
from django.db import transaction

from events import actors
from events.record import record
from tests.builders import a_team, a_ticket, an_agent
from tests.tickets import browser_socket
from tests.tickets.browser_socket import a_socket, a_team_with_two, settled
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.assign import assign

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_is_left_open")]


@pytest.fixture(autouse=True)
def a_busy_machine_is_borne_with(monkeypatch):
    """It takes two rounds, and each asks the database."""
    monkeypatch.setattr(browser_socket, "SOON", 15)


@transaction.atomic
def happens_unheard(ticket):
    """Nobody is told: as if the push had been lost."""
    return record("ticket.tagged", by=actors.SYSTEM, ticket_id=ticket.pk)


async def test_what_no_push_told_of_is_told_in_seconds_to_those_who_see_it():
    agent, _, ticket = await rows(a_team_with_two)()
    stranger = await rows(lambda: an_agent(a_team()))()
    async with a_socket(agent) as socket, a_socket(stranger) as deaf:
        event = await rows(happens_unheard)(ticket)

        changed = await socket.hears("changed")

        assert (changed["ticket"], changed["event"], changed["version"]) == (
            ticket.pk,
            event.pk,
            ticket.version,
        )
        assert await deaf.hears_nothing(0.1)


async def test_what_a_push_told_of_is_not_told_again():
    agent, colleague, ticket = await rows(a_team_with_two)()
    async with a_socket(agent) as socket:
        await rows(assign)(ticket, to=agent, by=actors.agent(colleague))
        await socket.hears("changed")
        await socket.hears("counts")

        assert await socket.hears_nothing(2.5)


async def test_who_shows_a_ticket_that_went_elsewhere_unheard_is_told():
    agent, ticket = await rows(lambda: (an_agent(), a_ticket(team=a_team())))()
    await rows(assign)(ticket, to=agent, by=actors.SYSTEM)
    async with a_socket(agent) as socket:
        await socket.says(type="watch", tickets=[ticket.pk])
        await settled()
        await rows(type(ticket).objects.filter(pk=ticket.pk).update)(
            assignee=None, unassigned_reason="returned"
        )
        await rows(happens_unheard)(ticket)

        assert (await socket.hears("changed"))["ticket"] == ticket.pk


async def test_what_was_lost_of_an_internal_ticket_is_told_to_the_page_of_its_parent():
    agent, colleague, ticket = await rows(a_team_with_two)()
    child = await rows(lambda: an_escalation(ticket, agent=colleague))()
    async with a_socket(agent) as socket:
        await socket.says(type="viewing", ticket=ticket.pk)
        await settled()
        await rows(happens_unheard)(child)

        changed = await socket.hears("changed")

        assert changed["ticket"] == child.pk
