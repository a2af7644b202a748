"""A code of the second step lets one in: whoever saw it typed, or types it along with them, stays out."""

from __future__ import annotations

from functools import partial

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from tests.helpdesk.test_ui_second_step import a_code_has_just_begun, code_for  # noqa: F401 - a fixture
from tests.security.signing_in import an_agent_who_can_sign_in, is_signed_in, signs_in
from tests.together import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_is_counted_yet")]


@pytest.fixture(params=["of the app", "for an emergency"])
def code(request, agent) -> str:
    TOTP.activate(agent, secret := generate_totp_secret())
    return (
        code_for(secret)
        if request.param == "of the app"
        else RecoveryCodes.activate(agent).generate_codes()[3]
    )


@pytest.fixture
def agent():
    return an_agent_who_can_sign_in()


def is_let_in(client: Client, code: str) -> bool:
    client.post("/accounts/2fa/authenticate/", {"code": code})
    return is_signed_in(client)


def asked_for_the_code(agent) -> Client:
    client = Client()
    assert signs_in(agent, client=client)
    assert not is_signed_in(client)
    return client


def test_a_code_that_was_used_lets_nobody_else_in(agent, code):
    assert is_let_in(asked_for_the_code(agent), code)

    assert not is_let_in(asked_for_the_code(agent), code)


def test_a_code_that_two_type_at_once_lets_one_of_them_in(agent, code):
    browsers = [asked_for_the_code(agent) for _ in range(3)]

    assert sorted(at_once([partial(is_let_in, each, code) for each in browsers])) == [False, False, True]
