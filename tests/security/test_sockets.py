"""The live socket keeps to what a page keeps to: the second step, and sessions that were ended."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async as rows
from django.db import connections

from events import actors
from people.actions.change_company import set_role_policy
from people.actions.deactivate_agent import deactivate_agent
from people.actions.end_session import end_session
from people.models import Role
from tests.builders import an_agent
from tests.tickets.browser_socket import BrowserSocket, session_of

pytestmark = [pytest.mark.django_db(transaction=True)]
NOT_ALLOWED = 4403


@pytest.fixture(autouse=True)
async def nothing_is_left_open():
    yield
    await sync_to_async(connections.close_all)()


@rows
def somebody(*, with_step: bool = False):
    agent = an_agent()
    if with_step:
        Authenticator.objects.create(user=agent, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return agent, session_of(agent)


@rows
def require_the_step() -> None:
    set_role_policy(Role.AGENT, by=actors.SYSTEM, requires_totp=True)


async def test_who_lacks_the_second_step_of_their_role_does_not_connect():
    _, lacking = await somebody()
    _, having = await somebody(with_step=True)
    await require_the_step()

    assert not await BrowserSocket(lacking).connects()
    socket = BrowserSocket(having)
    assert await socket.connects()
    await socket.leaves()


async def test_asking_for_the_second_step_cuts_off_who_lacks_it():
    _, session = await somebody()
    socket = BrowserSocket(session)
    assert await socket.connects()

    await require_the_step()

    assert await socket.close_code() == NOT_ALLOWED
    await socket.leaves()


async def test_a_session_that_is_ended_elsewhere_loses_its_socket():
    agent, session = await somebody()
    socket = BrowserSocket(session)
    assert await socket.connects()

    shown = {"user": agent, "session_key": session, "ip": "203.0.113.1"}
    pk = (await rows(UserSession.objects.create)(**shown)).pk
    assert await rows(end_session)(pk, agent=agent, but=None)

    assert await socket.close_code() == NOT_ALLOWED
    await socket.leaves()


async def test_who_is_switched_off_loses_the_socket_and_gets_no_other():
    agent, session = await somebody()
    socket = BrowserSocket(session)
    assert await socket.connects()

    await rows(deactivate_agent)(agent, by=actors.SYSTEM)

    assert await socket.close_code() == NOT_ALLOWED
    assert not await BrowserSocket(session).connects()
    await socket.leaves()


async def test_an_address_that_nobody_knows_is_refused():
    _, session = await somebody()
    socket = BrowserSocket(session)
    socket.scope["path"] = "/ws/other/"

    assert not await socket.connects()
