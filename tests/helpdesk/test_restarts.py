"""What was running comes back, also when the machine is short of something just then."""

from __future__ import annotations

import asyncio
import io
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from helpdesk.processes import leftovers
from helpdesk.processes.account import for_postgres
from helpdesk.processes.child import Child
from helpdesk.processes.log import Log
from helpdesk.processes.supervisor import Supervisor


@pytest.fixture
def log() -> Log:
    return Log(as_json=False, stream=io.StringIO())


@pytest.fixture
def program(tmp_path) -> Path:
    file = tmp_path / "program"
    file.write_text("#!/bin/sh\nexec sleep 60\n")
    file.chmod(0o700)
    return file


async def until(holds: Callable[[], Any], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.02)


async def test_a_process_that_cannot_be_started_just_then_is_started_later(program, log):
    child = Child(name="web.1", command=[str(program)])
    await child.start(log, lambda: None)
    away = program.rename(program.with_name("away"))

    os.kill(child.pid, signal.SIGKILL)
    await until(lambda: "web.1 could not start (" in log.stream.getvalue())
    assert child.pid is None
    away.rename(program)

    await until(lambda: child.pid)
    await child.stop(log)


def a_supervisor(log: Log) -> Supervisor:
    return Supervisor(log=log, places=settings.SERVICES, owner=for_postgres(), listening=0)


async def test_a_disk_that_is_full_keeps_no_process_from_coming_back(program, log, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "gone")
    supervisor, child = a_supervisor(log), Child(name="web.1", command=[str(program)])
    supervisor.children.append(child)
    await child.start(log, supervisor._note)
    first = child.pid

    os.kill(first, signal.SIGKILL)
    await until(lambda: child.pid not in {None, first})

    assert f"{leftovers.RECORD} could not be written" in log.stream.getvalue()
    await child.stop(log)


async def test_a_process_that_can_no_longer_be_watched_stops_everything(program, log, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    supervisor, child = a_supervisor(log), Child(name="web.1", command=[str(program)])

    async def start() -> None:
        await supervisor._add(child)
        monkeypatch.setattr(child, "command", [])  # no such thing can be run, now or later
        os.kill(child.pid, signal.SIGKILL)

    monkeypatch.setattr(supervisor, "_start", start)

    with pytest.raises(Exception, match=r".+"):
        await asyncio.wait_for(supervisor.run(), 20)

    assert "web.1 can no longer be watched" in log.stream.getvalue()
    assert "Stopped after" in log.stream.getvalue()
