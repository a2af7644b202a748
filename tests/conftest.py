from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from tests.together import with_own_connection


@pytest.fixture
def elsewhere() -> Iterator[Callable[..., Future[Any]]]:
    """Run something in another process's place: a thread with a database connection of its own."""
    with ThreadPoolExecutor() as pool:
        yield lambda work: pool.submit(with_own_connection, work)


@pytest.fixture(autouse=True)
def somebody_works_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on every day but the first: the sign-in page does not give way to the set-up."""
    from helpdesk.setup.middleware import FirstRun  # settings are there once fixtures run

    monkeypatch.setattr(FirstRun, "is_over", True)
