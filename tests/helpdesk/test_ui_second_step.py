"""The second step of signing in, through the pages that an agent sees."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from tests.builders import PASSWORD, an_agent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_code_has_just_begun():
    """Each lasts thirty seconds: none runs out in the middle of a test."""
    with time_machine.travel(time.time() // 30 * 30):
        yield


def somebody():
    agent = an_agent()
    agent.set_password(PASSWORD)
    agent.save()
    return agent


def sign_in(client: Client, agent) -> object:
    return client.post("/accounts/login/", {"login": agent.email, "password": PASSWORD}, follow=True)


def confirm(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up(client: Client) -> str:
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r'data-text="([A-Z2-7]{16,})"', page)
    assert found, "the key to type by hand is on the page"
    assert 'src="data:image/svg+xml' in page
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(found[1])})
    return found[1]


def test_an_agent_sets_up_the_second_step_and_gets_recovery_codes(client):
    sign_in(client, somebody())

    set_up(client)

    assert "On</span>" in client.get("/accounts/2fa/").content.decode()
    codes = re.findall(r"<li>([\w-]+)</li>", client.get("/accounts/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10


def test_a_wrong_code_changes_nothing_and_says_so(client):
    agent = somebody()
    sign_in(client, agent)
    confirm(client)
    client.get("/accounts/2fa/totp/activate/")

    answer = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})

    assert not Authenticator.objects.filter(user=agent).exists()
    assert 'id="id_code_error"' in answer.content.decode()


def test_after_the_password_the_code_is_asked_for(client):
    agent = somebody()
    sign_in(client, agent)
    set_up(client)
    codes = re.findall(r"<li>([\w-]+)</li>", client.get("/accounts/2fa/recovery-codes/").content.decode())
    other = Client()

    asked = sign_in(other, agent)
    answer = other.post("/accounts/2fa/authenticate/", {"code": codes[0]})

    assert 'name="code"' in asked.content.decode()
    assert 'autocomplete="one-time-code"' in asked.content.decode()
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_sessions_are_listed_by_browser_and_the_others_can_be_ended(client):
    agent = somebody()
    sign_in(client, agent)
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    sign_in(other, agent)
    confirm(client)

    page = client.get("/accounts/sessions/").content.decode()
    client.post("/accounts/sessions/")

    assert "Firefox, Windows" in page
    assert other.get("/accounts/2fa/").status_code == 302
    assert client.get("/accounts/2fa/").status_code == 200
