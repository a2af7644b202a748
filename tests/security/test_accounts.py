"""Signing in: no way to learn who works here, and no session that outlives its right (N53-N59)."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from events import actors
from people.actions.deactivate_agent import activate_agent, deactivate_agent
from tests.builders import PASSWORD
from tests.security.signing_in import NEW, an_agent_who_can_sign_in, asks_for_a_link, is_signed_in, signs_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_is_counted_yet")]


def test_asking_for_a_link_says_the_same_for_known_and_unknown():
    known = asks_for_a_link(an_agent_who_can_sign_in())
    unknown = asks_for_a_link("nobody@alur.test")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_wrong_password_says_the_same_for_known_and_unknown():
    agent = an_agent_who_can_sign_in(email="somebody@alur.test")
    client = Client()

    known = client.post("/accounts/login/", {"login": agent.email, "password": "wrong"}).content.decode()
    unknown = client.post(
        "/accounts/login/", {"login": "none@alur.test", "password": "wrong"}
    ).content.decode()

    assert _without_tokens(known).replace("somebody@", "none@") == _without_tokens(unknown)


def test_an_unknown_address_costs_a_hash_like_a_known_one(monkeypatch):
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed = []
    real = Argon2PasswordHasher.encode
    monkeypatch.setattr(
        Argon2PasswordHasher, "encode", lambda self, *given: hashed.append(1) or real(self, *given)
    )

    Client().post("/accounts/login/", {"login": "none@alur.test", "password": "wrong"})

    assert hashed


def test_nobody_can_be_flooded_with_links():
    agent = an_agent_who_can_sign_in()
    answers = [asks_for_a_link(agent).status_code for _ in range(8)]

    assert len(mail.outbox) <= 5
    assert answers[-1] == 429


def test_who_is_switched_off_gets_no_link_and_no_session():
    agent = an_agent_who_can_sign_in()
    deactivate_agent(agent, by=actors.SYSTEM)

    asks_for_a_link(agent)
    client = Client()
    signs_in(agent, client=client)

    assert [sent for sent in mail.outbox if "/key/" in sent.body] == []
    assert not is_signed_in(client)


def test_who_is_switched_on_again_signs_in_anew():
    agent = an_agent_who_can_sign_in()
    client = Client()
    signs_in(agent, client=client)
    client.get("/me/")
    deactivate_agent(agent, by=actors.SYSTEM)

    activate_agent(agent, by=actors.SYSTEM)

    assert not is_signed_in(client)


def test_a_new_password_ends_every_other_session():
    agent = an_agent_who_can_sign_in()
    here, there = Client(), Client()
    assert signs_in(agent, client=here)
    assert signs_in(agent, client=there)

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_who_is_switched_off_is_out_at_once():
    agent, client = an_agent_who_can_sign_in(), Client()
    signs_in(agent, client=client)
    assert is_signed_in(client)

    deactivate_agent(agent, by=actors.SYSTEM)

    assert not is_signed_in(client)


def test_signing_in_makes_a_new_session():
    agent, client = an_agent_who_can_sign_in(), Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "chosen-by-somebody-else"

    signs_in(agent, client=client)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "chosen-by-somebody-else"
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize(
    "place",
    [
        "//evil.example/",
        "\\\\evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "///evil.example",
    ],
)
def test_the_way_on_after_signing_in_stays_in_the_house(place):
    agent, client = an_agent_who_can_sign_in(), Client()

    answer = client.post("/accounts/login/", {"login": agent.email, "password": PASSWORD, "next": place})
    language = client.post(reverse("set_language"), {"language": "id", "next": place})

    assert "evil" not in answer["Location"]
    assert answer["Location"].startswith("/")
    assert "evil" not in language["Location"]
    assert "javascript" not in answer["Location"] + language["Location"]


def _without_tokens(page: str) -> str:
    """What differs between any two answers: the masked token and the time."""
    return re.sub(r'(csrf[\w-]*|server-time)" (content|value)="\w+"', "", page)
