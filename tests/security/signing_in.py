"""Signing in, and asking for the link that sets a password."""

from __future__ import annotations

import re

from django.conf import settings
from django.core import mail
from django.test import Client

from people.models import Agent
from tests import builders
from tests.builders import PASSWORD

NEW = "another horse battery"
LINK = re.compile(r"https?://\S+/accounts/password/reset/key/\S+")


def an_agent_who_can_sign_in(**fields) -> Agent:
    agent = builders.an_agent(**fields)
    agent.set_password(PASSWORD)
    agent.save()
    return agent


def signs_in(agent: Agent, password: str = PASSWORD, client: Client | None = None, **headers: str) -> bool:
    client = client or Client()
    said = {"login": agent.email, "password": password}
    answer = client.post(
        "/accounts/login/", said, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    return answer.status_code == 302


def is_signed_in(client: Client) -> bool:
    return client.get("/live/since/?cursor=1:1:").status_code == 200


def asks_for_a_link(agent: Agent | str, client: Client | None = None, **headers: str):
    address = agent if isinstance(agent, str) else agent.email
    return (client or Client()).post("/accounts/password/reset/", {"email": address}, headers=headers)


def the_link() -> str:
    found = LINK.search(mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[0]


def sets_a_password(link: str, password: str = NEW) -> bool:
    client = Client()
    page = client.get(link.removeprefix(settings.BASE_URL), follow=True)
    place = page.redirect_chain[-1][0] if page.redirect_chain else link.removeprefix(settings.BASE_URL)
    client.post(place, {"password1": password, "password2": password})
    return any(agent.check_password(password) for agent in Agent.objects.all())
