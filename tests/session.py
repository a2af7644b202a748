"""Starts the services before Django reads its settings; a pytest plugin (see addopts in pyproject.toml).

Where tests run side by side (`-n`), each process that runs some has a Postgres and a Valkey of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.services import Services, environment_for

BROWSER = "tests/browser/"  # one server and one browser for all of them
services: Services | None = None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    global services
    services = Services()
    environment_for(services.data)
    if not _only_hands_out(early_config):
        services.start()
    try:
        yield
    except BaseException:  # nobody will call unconfigure
        pytest_unconfigure()
        raise


def pytest_unconfigure() -> None:
    if services is not None:
        services.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file share what it sets up, so they stay in one process."""
    for item in items:
        file = item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(BROWSER if file.startswith(BROWSER) else file))


def _only_hands_out(config: pytest.Config) -> bool:
    asked = config.known_args_namespace
    return asked.help or (bool(asked.numprocesses) and "PYTEST_XDIST_WORKER" not in os.environ)
