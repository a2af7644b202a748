"""A company with one of everything that a route can name; markup and secrets are planted all over it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from channels_in.actions.save_connection import save_connection
from events import actors
from people.models import Agent, Company
from tests import builders
from tests.security import refusals
from tests.security.places import places_in
from tests.security.planted import HOSTILE, NOTE, SECRETS
from tickets.actions.tag import add_tag
from tickets.incoming import ReceivedAttachment
from tickets.models import Ticket

ARGUMENT = re.compile(r"<((?:\w+:)?\w+)>")


@dataclass
class World:
    agents: dict[str, Agent]
    ticket: Ticket
    places: dict[str, Any]
    places_of: dict[str, dict[str, Any]]  # where a name means another thing on another route

    def arguments(self, name: str, pattern: str) -> dict[str, Any]:
        known = {**self.places, **self.places_of.get(name, {})}
        wanted = {part.rpartition(":")[2] for part in ARGUMENT.findall(pattern)}
        missing = sorted(wanted - known.keys())
        assert not missing, f"{name}: give {missing} a value in tests/security/places.py"
        return {key: known[key] for key in wanted}

    def address(self, name: str, pattern: str) -> str:
        return reverse(name, kwargs=self.arguments(name, pattern))

    def session(self, role: str) -> dict[str, str]:
        """The cookies of somebody who signed in a moment ago."""
        if role == refusals.STRANGER:
            return {}
        client = Client()
        client.force_login(self.agents[role])
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
        client.get("/live/since/?cursor=1:1:")  # a session writes down its use now and then: it has now
        return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def build() -> World:
    Company.objects.update_or_create(pk=Company.ONLY, defaults={"name": HOSTILE, "ticket_prefix": "NL"})
    team, other = builders.a_team(name=HOSTILE), builders.a_team(name="Elsewhere")
    agents = {
        refusals.AGENT: builders.an_agent(team, name=HOSTILE[:100]),
        refusals.ELSEWHERE: builders.an_agent(other),
        refusals.SUPERVISOR: builders.a_supervisor(team),
        refusals.SUPERVISOR_ELSEWHERE: builders.a_supervisor(other),
        refusals.ADMIN: builders.an_admin(),
        refusals.AUDITOR: builders.an_auditor(),
    }
    Agent.objects.update(password=make_password(builders.PASSWORD))
    for known in agents.values():
        known.refresh_from_db()
    agent = agents[refusals.AGENT]
    channel = builders.a_channel(team=team, name=HOSTILE[:100])
    secrets = {
        "smtp_password": SECRETS["the password of a mail server"],
        "oauth2": {"refresh_token": SECRETS["a refresh token"]},
    }
    save_connection(channel, by=actors.SYSTEM, address="help@ours.example", secrets=secrets)
    ticket = _a_ticket(team, channel, agent)
    reply = builders.a_reply(_a_ticket(team, channel, agent), agent=agent).ticket
    return World(agents, ticket, *places_in(ticket, reply, team, channel, agent))


def _a_ticket(team: Any, channel: Any, agent: Agent) -> Ticket:
    ticket = builders.a_ticket(
        team=team,
        channel=channel,
        assignee=agent,
        customer=builders.a_customer(name=HOSTILE),
        subject=HOSTILE,
        text=HOSTILE,
        html="<p>Halo</p>",
        participants=[(HOSTILE, f"other{time.monotonic_ns()}@people.example")],
        attachments=[
            ReceivedAttachment(name=HOSTILE, content_type="text/html", content=b"<script>1</script>")
        ],
    )
    builders.a_note(ticket, agent=agent, text=f"{NOTE} {HOSTILE}")
    add_tag(ticket, name=HOSTILE[:50], by=actors.SYSTEM)
    return ticket
