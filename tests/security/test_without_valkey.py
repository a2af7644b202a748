"""Valkey is away: who belongs here still signs in, and who guesses still comes to an end."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from redis.exceptions import RedisError

from helpdesk.steady_cache import SteadyCache
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def valkey_is_away(settings, monkeypatch):
    monkeypatch.setattr(SteadyCache, "asked_again_at", 0.0)
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/1"}}
    LocMemCache("guards", {}).clear()
    with pytest.raises(RedisError):
        cache.get("anything")
    yield
    LocMemCache("guards", {}).clear()


@pytest.fixture
def agent():
    agent = builders.an_agent()
    agent.set_password(builders.PASSWORD)
    agent.save()
    return agent


def signs_in(agent, password: str) -> bool:
    said = {"login": agent.email, "password": password}
    return Client().post("/accounts/login/", said).status_code == 302


def test_who_belongs_here_signs_in(agent):
    assert signs_in(agent, builders.PASSWORD)


def test_guessing_still_ends_after_five_tries(agent):
    for n in range(5):
        assert not signs_in(agent, f"guess {n}")

    assert not signs_in(agent, builders.PASSWORD)
