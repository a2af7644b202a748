from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.channels_in.imap.dovecot import Dovecot, start, stop

_n = count(1)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    server, process = start()
    yield server
    stop(server, process)


@pytest.fixture
def user() -> str:
    """A mailbox that no other test has seen."""
    return f"user{next(_n)}"
