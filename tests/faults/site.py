"""The product as an operator runs it: `manage.py up` on a data folder of its own, processes by name."""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import django

from helpdesk.bench.ports import a_free_port

NAMES = {
    "web": "manage.py web",
    "worker": "celery -A helpdesk worker",
    "beat": "celery -A helpdesk beat",
    "mail": "manage.py mail",
    "valkey": "valkey-server",
    "postgres": "postgres -D",
}


def begin(data: Path) -> None:
    """The settings of this process: those of the site it is going to drive."""
    os.environ.update(
        ALUR_DATA=str(data),
        ALUR_DEMO="0",
        ALUR_BENCH="1",
        PORT=str(a_free_port()),
        SMTP_PORT=str(a_free_port()),
    )
    os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk.settings"
    django.setup()


@dataclass
class Site:
    pid: int
    port: int
    smtp_port: int
    chance: random.Random
    kills: list[str] = field(default_factory=list)

    def pids(self, name: str) -> list[int]:
        """Of the processes of that name among the supervisor's children and theirs."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            ours = os.environ["ALUR_DATA"].encode()
            if NAMES[name] in line and (ours in environment or ours.decode() in line):
                found.append(int(folder.name))
        return found

    def kill(self, name: str) -> None:
        """SIGKILL to every process of that name: no chance to finish anything."""
        for pid in self.pids(name):
            self._send(pid, signal.SIGKILL)
        self.kills.append(name)

    def end(self, name: str) -> None:
        """SIGTERM: they may finish what they hold."""
        for pid in self.pids(name):
            self._send(pid, signal.SIGTERM)
        self.kills.append(name)

    def freeze(self, name: str, seconds: float) -> None:
        pids = self.pids(name)
        for pid in pids:
            self._send(pid, signal.SIGSTOP)
        time.sleep(seconds)
        for pid in pids:
            self._send(pid, signal.SIGCONT)

    def wipe_valkey(self) -> None:
        self.kill("valkey")
        shutil.rmtree(Path(os.environ["ALUR_DATA"]) / "valkey" / "appendonlydir", ignore_errors=True)

    @staticmethod
    def _send(pid: int, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


@contextmanager
def a_site(seed: int) -> Iterator[Site]:
    from helpdesk.bench.site import running  # reads the settings that begin() has made

    data = Path(os.environ["ALUR_DATA"])
    port, smtp_port = int(os.environ["PORT"]), int(os.environ["SMTP_PORT"])
    with running(data, port=port, smtp_port=smtp_port, page="/healthz") as up:
        yield Site(pid=up.pid, port=port, smtp_port=smtp_port, chance=random.Random(seed))


def a_data_folder() -> Path:
    """Open to the system user of Postgres, so that it stays here and this process finds it."""
    data = Path(tempfile.mkdtemp(prefix="alur-faults-"))
    data.chmod(0o755)
    return data
