"""A role that must sign in with a second step does nothing without one."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from events import actors
from people.actions.change_company import set_role_policy
from people.models import Company, Role
from tests import builders

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


def test_a_session_that_began_with_it_is_believed(client):
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session.save()

    assert client.get("/tickets/").status_code == 200


def test_other_roles_are_left_alone(agent):
    client = Client()
    client.force_login(builders.a_supervisor())

    assert client.get("/tickets/").status_code == 200
