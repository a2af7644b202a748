"""An address that an agent no longer has opens nothing any more."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people.forms.agents import of_agent
from people.models import Agent
from tests.builders import PASSWORD, an_admin, an_agent

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/accounts/password/reset/key/[^\s\"<]+")


@pytest.fixture(autouse=True)
def nothing_is_counted_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def moves(admin: Client, agent: Agent, *, to: str):
    fields = {**of_agent(agent), "teams": [], "email": to}
    if not fields["may_triage"]:
        del fields["may_triage"]
    return admin.post(reverse("settings:agent", args=[agent.pk]), fields)


def an_invited_agent(admin: Client, email: str) -> Agent:
    agent = an_agent(email=email, password=PASSWORD)
    admin.post(reverse("settings:invitation", args=[agent.pk]))
    return agent


def signs_in(email: str) -> bool:
    return Client().post("/accounts/login/", {"login": email, "password": PASSWORD}).status_code == 302


def test_the_former_address_of_an_invited_agent_signs_nobody_in(admin):
    agent = an_invited_agent(admin, "rani@nusa.example")

    assert moves(admin, agent, to="puspita@nusa.example").status_code == 302

    assert not signs_in("rani@nusa.example")
    assert signs_in("puspita@nusa.example")


def test_the_former_address_gets_no_link_for_the_password(admin):
    agent = an_invited_agent(admin, "rani@nusa.example")
    moves(admin, agent, to="puspita@nusa.example")

    Client().post("/accounts/password/reset/", {"email": "rani@nusa.example"})

    assert not any(LINK.search(letter.body) for letter in mail.outbox)


def test_who_gets_a_former_address_opens_their_own_account_with_it(admin):
    agent = an_invited_agent(admin, "rani@nusa.example")
    moves(admin, agent, to="puspita@nusa.example")
    heir = an_agent(email="rani@nusa.example")

    Client().post("/accounts/password/reset/", {"email": "rani@nusa.example"})

    links = [found[0] for letter in mail.outbox if (found := LINK.search(letter.body))]
    assert len(links) == 1
    client = Client()
    place = client.get(links[0], follow=True).redirect_chain[-1][0]
    client.post(place, {"password1": "another horse battery", "password2": "another horse battery"})
    agent.refresh_from_db()
    heir.refresh_from_db()
    assert (heir.has_usable_password(), agent.check_password(PASSWORD)) == (True, True)
