from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings

from people.models import Company
from tests import builders
from tests.security import world as worlds
from tests.security.world import World
from tickets.models import Ticket


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once; every question is rolled back."""
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic(), without_files():
        with connection.cursor() as sql:  # hundreds of tests read answers kept from the ones before
            sql.execute("set local idle_in_transaction_session_timeout = 0")
        yield worlds.build()
        transaction.set_rollback(True)
    cache.clear()


def without_files() -> override_settings:
    """A walk asks for no styles or scripts, and what serves them hands each request to other threads."""
    return override_settings(
        MIDDLEWARE=[each for each in settings.MIDDLEWARE if not each.startswith("servestatic.")]
    )


@pytest.fixture
def nothing_is_counted_yet(db):
    Company.objects.update_or_create(pk=Company.ONLY, defaults={"name": "Nusa Living", "ticket_prefix": "NL"})
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ticket() -> Ticket:
    Company.objects.update_or_create(pk=Company.ONLY, defaults={"name": "Nusa Living", "ticket_prefix": "NL"})
    return builders.a_ticket(team=builders.a_team())


@pytest.fixture
def agent_client(ticket) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(builders.an_agent(ticket.team))
    return client


@pytest.fixture
def team():
    Company.objects.update_or_create(pk=Company.ONLY, defaults={"name": "Nusa Living", "ticket_prefix": "NL"})
    return builders.a_team()
