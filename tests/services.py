"""A Postgres and a Valkey of its own for each test session, in a temporary data folder, gone when it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from helpdesk.processes import account, places, postgres, ready, valkey
from helpdesk.processes.death import dies_with_parent

# Nobody misses the data of a test: what makes commits survive a power cut is off, and nothing else.
CARELESS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}

FOLDERS, OF_SESSION = "alur-test-", "session.pid"


@dataclass
class Services:
    data: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix=FOLDERS)))
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        sweep_the_dead()
        (self.data / OF_SESSION).write_text(str(os.getpid()))
        owner = account.for_postgres()
        where = places.settle(self.data, owner)
        postgres.create_cluster(where, owner)
        log = (self.data / "services.log").open("wb")
        self._run(
            postgres.command(where, owner, **CARELESS), log.fileno(), signal.SIGINT, **owner.for_subprocess()
        )
        self._run(valkey.command(where, appendonly="no", databases="64"), log.fileno(), signal.SIGTERM)
        self._wait(lambda: ready.postgres_answers(where), "Postgres")
        self._wait(lambda: ready.valkey_answers(where), "Valkey")

    def stop(self) -> None:
        for child in reversed(self.children):
            child.send_signal(signal.SIGQUIT if child is self.children[0] else signal.SIGTERM)
        for child in self.children:
            child.wait(10)
        remove(self.data)

    def _run(self, command: list[str], log: int, death: signal.Signals, **identity: object) -> None:
        self.children.append(
            subprocess.Popen(  # type: ignore[call-overload]
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(death),
                **identity,
            )
        )

    def _wait(self, answers: Callable[[], bool], name: str) -> None:
        deadline = time.monotonic() + 60
        while not answers():
            if time.monotonic() > deadline or any(child.poll() is not None for child in self.children):
                raise RuntimeError(f"{name} did not come up:\n{(self.data / 'services.log').read_text()}")
            time.sleep(0.02)


def remove(data: Path) -> None:
    """The data folder of an installation that is stopped, and its places elsewhere."""
    where = places.recall(data)
    for folder in {where.cluster.parent, where.sockets, data}:
        shutil.rmtree(folder, ignore_errors=True)


def sweep_the_dead() -> None:
    """Sessions that were killed could not tidy up."""
    for note in Path(tempfile.gettempdir()).glob(f"{FOLDERS}*/{OF_SESSION}"):
        if not psutil.pid_exists(int(note.read_text() or 0)):
            remove(note.parent)


# Settings of the installation (README.md), by the beginning of their names; what tests themselves read stays.
SETTINGS_BEGIN = (
    *("ALUR_", "BASE_URL", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEYS"),
    *("PORT", "SMTP_", "DEBUG", "TRUSTED_PROXIES", "EMAIL_"),
)
OF_TESTS = ("ALUR_CORPORA", "ALUR_TEST_")


def is_setting(name: str) -> bool:
    return name.startswith(SETTINGS_BEGIN) and not name.startswith(OF_TESTS)


def environment_for(data: Path) -> None:
    """What the settings of this test process will read. Nothing of the caller's own leaks in."""
    for name in filter(is_setting, list(os.environ)):
        del os.environ[name]
    os.environ["ALUR_DATA"] = str(data)
    os.environ["ALUR_DEMO"] = "0"
