"""A role that must sign in with a second step does nothing without one."""

from __future__ import annotations

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from events import actors
from people.actions.change_company import set_role_policy
from people.models import Company, Role
from tests import builders
from tests.helpdesk.test_ui_second_step import a_code_has_just_begun, code_for  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    Company.objects.update_or_create(pk=Company.ONLY, defaults={"name": "Nusa Living", "ticket_prefix": "NL"})
    set_role_policy(Role.AGENT, by=actors.SYSTEM, requires_totp=True)
    return builders.an_agent(builders.a_team())


@pytest.fixture
def client(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


def test_who_has_none_is_sent_to_set_it_up(client):
    answer = client.get("/tickets/")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")


@pytest.mark.parametrize("header", ["HX-Request", "X-Requested-With"])
def test_a_script_is_told_so(client, header):
    answer = client.post("/me/beat/", headers={header: "fetch"})

    assert answer.status_code == 403
    assert "second step" in answer.json()["error"]


@pytest.mark.parametrize("place", ["/accounts/2fa/", "/accounts/logout/", "/accounts/sessions/"])
def test_setting_it_up_and_leaving_stay_open(client, place):
    assert client.get(place).status_code == 200


def test_who_has_one_works(client, agent):
    Authenticator.objects.create(user=agent, type=Authenticator.Type.TOTP, data={"secret": "x"})

    assert client.get("/tickets/").status_code == 200


def test_recovery_codes_alone_are_none(client, agent):
    Authenticator.objects.create(user=agent, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})

    assert client.get("/tickets/").status_code == 302


def test_who_signed_in_with_it_and_took_it_away_sets_it_up_anew(client):
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session.save()

    assert client.get("/tickets/").status_code == 302


def test_an_admin_reads_how_many_have_none_before_asking_for_it(agent):
    for n in range(2):
        Authenticator.objects.create(
            user=builders.a_supervisor() if n else builders.an_agent(), type="totp", data={"secret": "x"}
        )
    builders.an_agent(is_active=False)
    client = Client()
    client.force_login(builders.an_admin(language="en"))
    Authenticator.objects.create(user=builders.an_agent(), type="recovery_codes", data={"seed": "x"})

    page = client.get("/settings/security/").content.decode()

    assert "Agent: 2 people have none yet" in page
    assert "Admin: 1 person has none yet" in page
    assert "Supervisor:" not in page


@pytest.mark.parametrize("place", ["/accounts/sessions/", "/me/sessions/999/ending/"])
def test_sessions_can_be_ended_without_it(client, place):
    assert client.post(place).status_code in {302, 404}
    assert "2fa" not in client.post(place).headers.get("Location", "")


def test_other_roles_are_left_alone(agent):
    client = Client()
    client.force_login(builders.a_supervisor())

    assert client.get("/tickets/").status_code == 200


def test_whom_an_admin_invited_can_set_it_up(agent):
    agent.set_password(builders.PASSWORD)
    agent.save()
    EmailAddress.objects.create(user=agent, email=agent.email, primary=True, verified=False)
    client = Client()
    client.post("/accounts/login/", {"login": agent.email, "password": builders.PASSWORD})

    client.post("/accounts/reauthenticate/", {"password": builders.PASSWORD})

    page = client.get("/accounts/2fa/totp/activate/")

    assert page.status_code == 200
    assert b'name="code"' in page.content


def test_guessing_codes_ends_though_the_next_is_right():
    cache.clear()
    agent = builders.an_agent()
    agent.set_password(builders.PASSWORD)
    agent.save()
    TOTP.activate(agent, secret := generate_totp_secret())
    agent.set_password(builders.PASSWORD)
    agent.save()
    client = Client()
    client.post("/accounts/login/", {"login": agent.email, "password": builders.PASSWORD})

    for n in range(10):
        client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"})
    client.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})

    assert client.get("/live/since/?cursor=1:1:").status_code != 200
    cache.clear()


def test_the_database_holds_neither_the_key_nor_the_codes():
    agent, secret = builders.an_agent(), generate_totp_secret()

    TOTP.activate(agent, secret)
    codes = RecoveryCodes.activate(agent)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert codes.instance.data["seed"].startswith("gAAAA")
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_for(secret))
    assert len(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()) == 10
