from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.test import TransactionTestCase
from django.utils import timezone, translation

from tests.emptying import empty_the_database
from tests.together import with_own_connection


@pytest.fixture
def elsewhere() -> Iterator[Callable[..., Future[Any]]]:
    """Run something in another process's place: a thread with a database connection of its own."""
    with ThreadPoolExecutor() as pool:
        yield lambda work: pool.submit(with_own_connection, work)


@pytest.fixture(autouse=True, scope="session")
def emptying_costs_little() -> None:
    TransactionTestCase._fixture_teardown = lambda _case: empty_the_database()


@pytest.fixture(autouse=True, scope="session")
def passwords_cost_little() -> None:
    """The same way of hashing, as cheap as it can be made."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    Argon2PasswordHasher.time_cost = 1
    Argon2PasswordHasher.memory_cost = 8
    Argon2PasswordHasher.parallelism = 1


@pytest.fixture(autouse=True)
def somebody_works_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on every day but the first: the sign-in page does not give way to the set-up."""
    from helpdesk.setup.middleware import FirstRun  # settings are there once fixtures run

    monkeypatch.setattr(FirstRun, "is_over", True)


@pytest.fixture(autouse=True)
def nobody_has_chosen_a_language() -> None:
    """A request leaves its language and zone with the thread, for whatever test comes next."""
    translation.deactivate()
    timezone.deactivate()
