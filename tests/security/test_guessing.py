"""Guessing passwords ends, whoever guesses and however many at once (N53-N59)."""

from __future__ import annotations

from concurrent.futures import wait

import pytest

from tests.security.signing_in import an_agent_who_can_sign_in, signs_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_is_counted_yet")]


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
