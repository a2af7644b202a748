"""The server answers to several names and ports; none of them is a way round a limit or out of the house."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.builders import PASSWORD
from tests.security.signing_in import an_agent_who_can_sign_in, signs_in

pytestmark = pytest.mark.django_db


def test_another_name_for_the_same_server_gives_no_new_tries():
    agent = an_agent_who_can_sign_in()
    for n in range(5):
        assert not signs_in(agent, f"guess {n}", host=f"localhost:{n + 1}")

    assert not signs_in(agent, host="localhost:99")


def test_after_signing_in_nobody_is_led_to_another_name():
    agent = an_agent_who_can_sign_in()
    said = {"login": agent.email, "password": PASSWORD, "next": "http://127.0.0.1/x"}

    answer = Client().post("/accounts/login/", said)

    assert answer.status_code == 302
    assert not answer["Location"].startswith("http")
