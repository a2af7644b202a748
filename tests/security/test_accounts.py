"""Signing in: no way round the limits, no way to learn who works here, no link that works twice (N53-N59)."""

from __future__ import annotations

import re
import time
from concurrent.futures import wait

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from channels_in.models import Connection
from events import actors
from people.actions.deactivate_agent import activate_agent, deactivate_agent
from people.models import Agent, Company
from tests import builders
from tests.builders import PASSWORD

pytestmark = pytest.mark.django_db
DAY = 24 * 60 * 60
NEW = "another horse battery"
LINK = re.compile(r"https?://\S+/accounts/password/reset/key/\S+")


@pytest.fixture(autouse=True)
def nothing_is_counted_yet(db):
    Company.objects.update_or_create(pk=Company.ONLY, defaults={"name": "Nusa Living", "ticket_prefix": "NL"})
    cache.clear()
    yield
    cache.clear()


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


# Links


def test_a_link_sets_a_password_once():
    agent = an_agent_who_can_sign_in()
    asks_for_a_link(agent)
    link = the_link()

    assert sets_a_password(link)
    assert not sets_a_password(link, "a third horse battery")


def test_a_link_is_worth_nothing_after_three_days():
    asks_for_a_link(an_agent_who_can_sign_in())
    link = the_link()

    with time_machine.travel(time.time() + 3 * DAY + 60):
        assert not sets_a_password(link)


@pytest.mark.parametrize("key", ["", " ", "%20", "x", "c7x-", "0-0", "set-password"])
def test_an_empty_or_made_up_key_sets_nothing(key):
    agent = an_agent_who_can_sign_in()
    link = f"/accounts/password/reset/key/{agent.pk}-{key}/"

    assert not sets_a_password(link)


def test_the_link_of_one_agent_sets_no_password_of_another():
    asked, other = an_agent_who_can_sign_in(), an_agent_who_can_sign_in()
    asks_for_a_link(asked)
    before, _, key = the_link().rpartition("/key/")[2].partition("-")
    assert before

    from allauth.account.utils import user_pk_to_url_str

    assert not sets_a_password(f"/accounts/password/reset/key/{user_pk_to_url_str(other)}-{key}")


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Forwarded-Server"])
def test_a_link_leads_to_our_own_address_whatever_the_request_said(header):
    asks_for_a_link(an_agent_who_can_sign_in(), **{header: "evil.example"})

    assert the_link().startswith(f"{settings.BASE_URL}/")
    assert "evil.example" not in mail.outbox[-1].body


def test_a_link_does_not_follow_the_host_that_was_asked():
    agent = an_agent_who_can_sign_in()
    Client().post("/accounts/password/reset/", {"email": agent.email}, headers={"host": "127.0.0.1:1"})

    assert the_link().startswith(f"{settings.BASE_URL}/")


def test_what_an_admin_copies_leads_to_our_own_address():
    client, agent = Client(), builders.an_agent()
    client.force_login(builders.an_admin())
    api = Connection.objects.create(channel=builders.a_channel(kind="api"))

    invitation = client.post(reverse("settings:invitation", args=[agent.pk]), headers={"host": "127.0.0.1:1"})
    channel = client.get(reverse("settings:channel", args=[api.channel_id]), headers={"host": "127.0.0.1:1"})

    assert f"{settings.BASE_URL}/accounts/password/reset/key/" in invitation.content.decode()
    assert f"{settings.BASE_URL}/hooks/{api.token}/" in channel.content.decode()


# Who works here


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


# Guessing


def test_guessing_ends_after_five_tries_though_the_sixth_is_right():
    agent = an_agent_who_can_sign_in()
    for n in range(5):
        assert not signs_in(agent, f"guess {n}")

    assert not signs_in(agent)


def test_who_says_that_others_forwarded_it_is_still_counted_as_themselves():
    agents = [an_agent_who_can_sign_in() for _ in range(4)]
    for n in range(12):
        signs_in(
            agents[n % 3], f"guess {n}", x_forwarded_for=f"203.0.113.{n}", cf_connecting_ip=f"203.0.113.{n}"
        )

    assert not signs_in(agents[3], x_forwarded_for="203.0.113.99")


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted_one_by_one(elsewhere, monkeypatch):
    from django.contrib.auth import hashers

    agent, checked = an_agent_who_can_sign_in(), []
    real = hashers.Argon2PasswordHasher.verify
    monkeypatch.setattr(
        hashers.Argon2PasswordHasher, "verify", lambda self, *given: checked.append(1) or real(self, *given)
    )

    wait([elsewhere(lambda n=n: signs_in(agent, f"guess {n}")) for n in range(20)])

    assert len(checked) <= 5


# Sessions


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
