"""A port that is taken is told before anything starts: later it would be one line among many."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.helpdesk.running import Running


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize("name", ["PORT", "SMTP_PORT"])
def test_a_taken_port_stops_the_start_with_a_sentence(tmp_path, taken, name):
    running = Running(data=tmp_path / "var", settings={name: str(taken)}).start()

    assert running.wait_for_end(30) == 1
    assert f"Alur cannot start. Port {taken} on 127.0.0.1 is not free" in running.log
    assert f"Set {name} to another." in running.log
    assert "Starting" not in running.log
    assert "Traceback" not in running.log
