"""What a killed supervisor left behind is stopped before the next start.

The children of a run are noted with the time they began, because a process number may come round again.
"""

from __future__ import annotations

import contextlib
import json
import signal
from collections.abc import Iterable
from pathlib import Path

import psutil

RECORD = "children.json"
PATIENCE = 8.0


def note(data: Path, pids: Iterable[int]) -> None:
    began: dict[int, float] = {}
    for pid in pids:
        with contextlib.suppress(psutil.NoSuchProcess):
            began[pid] = psutil.Process(pid).create_time()
    draft = data / f"{RECORD}.new"
    draft.write_text(json.dumps(began))
    draft.rename(data / RECORD)


def stop_all(data: Path) -> int:
    """Stop the noted children and theirs. How many there were."""
    found = list(_alive(data))
    family = [relative for process in found for relative in [process, *_descendants(process)]]
    for process in found:
        _send(process, signal.SIGINT if _is_postgres(process) else signal.SIGTERM)
    _, stubborn = psutil.wait_procs(family, timeout=PATIENCE)
    for process in stubborn:
        _send(process, signal.SIGKILL)
    psutil.wait_procs(stubborn, timeout=PATIENCE)
    (data / RECORD).unlink(missing_ok=True)
    return len(found)


def forget_dead_postmaster(cluster: Path) -> None:
    """A pid file whose number is now another process's, or a zombie's, keeps Postgres from starting."""
    file = cluster / "postmaster.pid"
    try:
        pid = int(file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    if not _is_postmaster_of(pid, cluster):
        file.unlink()


def _is_postmaster_of(pid: int, cluster: Path) -> bool:
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or not _is_postgres(process):
            return False
        return Path(process.cwd()).samefile(cluster)
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


def _alive(data: Path) -> Iterable[psutil.Process]:
    try:
        noted = json.loads((data / RECORD).read_text())
    except (FileNotFoundError, ValueError):
        return
    for pid, began in noted.items():
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(int(pid))
            if process.create_time() == began and process.status() != psutil.STATUS_ZOMBIE:
                yield process


def _is_postgres(process: psutil.Process) -> bool:
    try:
        return process.name() == "postgres"
    except psutil.NoSuchProcess:  # it ended in between
        return False


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _send(process: psutil.Process, what: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(what)
