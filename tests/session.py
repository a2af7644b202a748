"""Starts the services before Django reads its settings; a pytest plugin (see addopts in pyproject.toml).

Where tests run side by side (`-n`), each process that runs some has a Postgres and a Valkey of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.services import Services, environment_for

BROWSER = "tests/browser/"  # one server and one browser for all of them
LONG = ("slow", "browser")
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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Side by side, the longest begin: otherwise one process would wait for them in the end. And what stands
    in a browser is tried twice there: scripts act faster than pages hear. The run's end names what was.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    long = {_group_of(item.nodeid) for item in items if any(map(item.get_closest_marker, LONG))}
    items.sort(key=lambda item: _group_of(item.nodeid) not in long)
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


class _ByFile(LoadScopeScheduling):
    """The tests of a file share what it sets up, so they stay in one process."""

    def _split_scope(self, nodeid: str) -> str:
        return _group_of(nodeid)


def _group_of(nodeid: str) -> str:
    return BROWSER if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]


def _only_hands_out(config: pytest.Config) -> bool:
    asked = config.known_args_namespace
    return asked.help or (bool(asked.numprocesses) and "PYTEST_XDIST_WORKER" not in os.environ)
