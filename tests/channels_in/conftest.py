from __future__ import annotations

import dataclasses
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def any_port_is_mails(settings: Any) -> None:
    """Servers of tests listen wherever there is room."""
    settings.MAIL = dataclasses.replace(settings.MAIL, ports=frozenset(range(1, 65536)))
