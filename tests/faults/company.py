"""The company that all scenarios share: the bench's. What a scenario must have to itself is made here too."""

from __future__ import annotations

import uuid
from functools import cache

from django.contrib.auth.hashers import make_password

from channels_in.models import Connection
from helpdesk.bench.company import PASSWORD, BenchCompany, found
from people.models import Agent, Company, Team
from routing.models import SlaPolicy
from tests.builders import a_channel, a_team, an_agent
from tests.faults.doors import ApiDoor
from tests.faults.site import Site

GRACE = 5  # seconds until the work of somebody who has gone returns


@cache
def known() -> BenchCompany:
    """Found before scenarios add teams and channels of their own."""
    return found()


def prepare() -> None:
    """Promises run around the clock, whatever day it is. Twice does no harm."""
    known()
    SlaPolicy.objects.update(calendar=None)
    Company.objects.update(requeue_after_seconds=GRACE)


def a_team_of_its_own() -> Team:
    return a_team(name=f"Faults {uuid.uuid4().hex}")


def a_member(team: Team, **fields: object) -> Agent:
    """Who can sign in."""
    agent = an_agent(team, email=f"{uuid.uuid4().hex}@bench.example", **fields)
    Agent.objects.filter(pk=agent.pk).update(password=_hashed())
    return agent


def a_door_of(site: Site, team: Team) -> ApiDoor:
    """The API, bringing work to this team alone."""
    channel = a_channel(kind="api", team=team, language="en", undo_seconds=0, name=team.name)
    secret = uuid.uuid4().hex
    connection = Connection.objects.create(channel=channel, secrets={"signing": [secret]})
    return ApiDoor(site.port, connection.token, secret)


@cache
def _hashed() -> str:
    return make_password(PASSWORD)
