"""Who loses a right loses the socket that was opened with it."""

import pytest
from channels.db import database_sync_to_async as rows
from django.conf import settings
from django.test import Client

from people.models import Membership
from tests.builders import a_team, an_agent
from tests.tickets.browser_socket import a_socket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_is_left_open")]


async def loses(change, *, agent):
    async with a_socket(agent) as socket:
        await rows(change)()
        assert await socket.close_code() == 4403


async def test_an_agent_who_leaves_a_team_is_cut_off_within_seconds():
    team = await rows(a_team)()
    agent = await rows(an_agent)(team)

    await loses(lambda: Membership.objects.filter(agent=agent).delete(), agent=agent)


async def test_an_agent_who_is_switched_off_is_cut_off_within_seconds():
    agent = await rows(an_agent)()

    await loses(lambda: type(agent).objects.filter(pk=agent.pk).update(is_active=False), agent=agent)


async def test_a_new_password_cuts_off_the_sockets_of_the_old_one():
    agent = await rows(an_agent)()

    def change():
        agent.set_password("another horse battery")
        agent.save(update_fields=["password"])

    await loses(change, agent=agent)


async def test_signing_out_cuts_off_the_socket():
    agent = await rows(an_agent)()
    client = Client()
    await rows(client.force_login)(agent)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    async with a_socket(agent, session) as socket:
        await rows(client.logout)()

        assert await socket.close_code() == 4403
