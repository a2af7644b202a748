"""The product as an operator runs it: `manage.py up` on a data folder of its own, processes by name."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from helpdesk.processes import simulated
from tests.faults.others import Others
from tests.helpdesk.running import Running

NAMES = {
    "web": "manage.py web",
    "worker": "manage.py worker",
    "beat": "manage.py beat",
    "mail": "manage.py mail",
    "valkey": "valkey-server",
    "postgres": "postgres -D",
}


@dataclass
class Site:
    running: Running
    chance: random.Random
    hits: Counter[str] = field(default_factory=Counter)
    others: Others = field(default_factory=Others)

    @property
    def port(self) -> int:
        return self.running.port

    @property
    def smtp_port(self) -> int:
        return int(os.environ["SMTP_PORT"])

    @property
    def provider_port(self) -> int:
        """Where the site may look for its customers' mail server."""
        return int(os.environ["ALUR_MAIL_PORTS"].split(",")[0])

    @property
    def imap_ports(self) -> list[int]:
        """And for its own mailboxes."""
        return [int(port) for port in os.environ["ALUR_MAIL_PORTS"].split(",")[1:]]

    def kill(self, name: str) -> None:
        """SIGKILL to every process of that name and to theirs: no chance to finish anything."""
        self._strike("kill", name, self._families(name), signal.SIGKILL)

    def kill_one(self, name: str) -> None:
        """Of several; the others go on."""
        families = self._families(name)
        self._strike("kill one", name, [self.chance.choice(families)] if families else [], signal.SIGKILL)

    def kill_one_child(self, name: str) -> None:
        """One of those that the process of that name has forked."""
        children = [one for family in self._families(name) for one in family[1:]]
        self._strike("kill a child of", name, [[self.chance.choice(children)]] if children else [], 9)

    def kill_while(self, name: str, holds: Callable[[], bool], seconds: float = 20) -> None:
        """At the very moment at which it holds: frozen, looked at, and let go again until it does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            families = self._families(name)
            self._send(families, signal.SIGSTOP)
            if families and holds():
                self._strike("kill in the act", name, families, signal.SIGKILL)
                return
            self._send(families, signal.SIGCONT)
            time.sleep(0.01)
        self.hits[f"missed {name}"] += 1

    def kill_readers(self) -> None:
        """The processes in which workers read mails, as one that eats all memory is killed."""
        readers = [one for family in self._families("worker") for one in family if _is_reader(one)]
        self._strike("kill a reader of", "worker", [[one] for one in readers], signal.SIGKILL)

    def end(self, name: str) -> None:
        """SIGTERM: they may finish what they hold."""
        self._strike("end", name, [family[:1] for family in self._families(name)], signal.SIGTERM)

    def freeze(self, name: str, seconds: float) -> None:
        with self.frozen(name):
            time.sleep(seconds)

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        families = self._families(name)
        self._strike("freeze", name, families, signal.SIGSTOP)
        try:
            yield
        finally:
            self._send(families, signal.SIGCONT)

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Killed, and nobody there to start it again for a while."""
        up = self.running.process.pid
        os.kill(up, signal.SIGSTOP)
        try:
            self.kill(name)
            yield
        finally:
            os.kill(up, signal.SIGCONT)

    def wipe_valkey(self) -> None:
        self.kill("valkey")
        shutil.rmtree(Path(os.environ["ALUR_DATA"]) / "valkey" / "appendonlydir", ignore_errors=True)

    def restart(self) -> float:
        """Ctrl-C and once more; seconds that the stop took."""
        took = self.running.stop()
        self.hits["restart"] += 1
        self.start()
        return took

    def start(self) -> None:
        seen = len(self.running.lines)
        self.running.start().wait_for_line("ready at", within=120, after=seen)

    def _families(self, name: str) -> list[list[psutil.Process]]:
        """Each process of that name, first itself and then its own children."""
        found = []
        for process in [*psutil.Process(self.running.process.pid).children(), *self.others.alive()]:
            with suppress(psutil.Error):
                if NAMES[name] in " ".join(process.cmdline()):
                    found.append([process, *process.children(recursive=True)])
        return found

    def _strike(self, what: str, name: str, families: list[list[psutil.Process]], number: int) -> None:
        """Counted if it hit anything: it may be down already, and then nothing was proved."""
        self.hits[f"{what} {name}" if families else f"missed {name}"] += 1
        self._send(families, number)

    @staticmethod
    def _send(families: list[list[psutil.Process]], number: int) -> None:
        for family in families:
            for process in family:
                with suppress(psutil.Error):
                    process.send_signal(number)


def _is_reader(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return "child_loop" in " ".join(process.cmdline())
    return False


@contextmanager
def a_site(data: Path, seed: int) -> Iterator[Site]:
    """Up, with everything that serves; stopped in order at the end."""
    names = ("BASE_URL", "SMTP_PORT", "ALUR_MAIL_PORTS", *simulated.addresses({}))
    own = {name: os.environ[name] for name in names}
    running = Running(data=data, settings=own, port=int(os.environ["PORT"]))
    site = Site(running=running, chance=random.Random(seed))
    try:
        site.start()
        running.wait_for_line("worker .* ready", within=60)
        yield site
    finally:
        site.others.send_home()
        (data / "up.log").write_text(running.log)
        running.stop()
        running.sweep()
