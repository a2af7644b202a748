"""Starts the services before Django reads its settings; a pytest plugin (see addopts in pyproject.toml)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import Services, environment_for

SHARED_BY_XDIST = "ALUR_TEST_DATA"
services: Services | None = None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    global services
    if SHARED_BY_XDIST not in os.environ:
        services = Services()
        environment_for(services.data)
        if not early_config.known_args_namespace.help:
            services.start()
        os.environ[SHARED_BY_XDIST] = str(services.data)
    environment_for(Path(os.environ[SHARED_BY_XDIST]))
    try:
        yield
    except BaseException:  # nobody will call unconfigure
        pytest_unconfigure()
        raise


def pytest_unconfigure() -> None:
    if services is not None:
        services.stop()
        os.environ.pop(SHARED_BY_XDIST, None)
