"""The processes of the running product: found, held still for a while, or killed."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WORKERS = 3  # one that leads and two children


def family(pid: int) -> list[int]:
    """It and all that descend from it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def called(name: str, *, under: int) -> list[int]:
    """`manage.py <name>` below the supervisor, with the children of each."""
    found = [pid for pid in family(under) if f"manage.py {name}" in command_of(pid)]
    return list(dict.fromkeys(one for pid in found for one in family(pid)))


def kill(name: str, *, under: int) -> None:
    """Outright, as when the machine runs out of memory."""
    _tell(called(name, under=under), signal.SIGKILL)


def until_all_work(pid: int, *, smtp_port: int, seconds: float = 90) -> None:
    """The first page is there before the mail door and the workers are."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", smtp_port), timeout=5):
            if len(called("worker", under=pid)) >= WORKERS:
                return
        time.sleep(0.1)
    raise RuntimeError("The mail door or the worker did not come up.")


@contextmanager
def held_still(name: str, *, under: int) -> Iterator[None]:
    """So that nobody but the bench does their work meanwhile. Wait until all is quiet first."""
    pids = called(name, under=under)
    _tell(pids, signal.SIGSTOP)
    try:
        yield
    finally:
        _tell(pids, signal.SIGCONT)


def _tell(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
