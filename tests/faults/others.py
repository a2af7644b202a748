"""More processes of a kind than the supervisor runs, as on a larger installation."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.helpdesk.running import ROOT


@dataclass
class Others:
    running: list[tuple[str, subprocess.Popen[bytes]]] = field(default_factory=list)

    def start(self, name: str) -> None:
        log = (Path(os.environ["ALUR_DATA"]) / f"{name}.log").open("ab")
        command = [sys.executable, "manage.py", name]
        other = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
        self.running.append((name, other))

    def revive(self) -> None:
        """Those that were killed: nobody else starts them again."""
        dead = [name for name, other in self.running if other.poll() is not None]
        self.running = [(name, other) for name, other in self.running if other.poll() is None]
        for name in dead:
            self.start(name)

    def alive(self) -> list[psutil.Process]:
        return [psutil.Process(other.pid) for _, other in self.running if other.poll() is None]

    def send_home(self) -> None:
        for _, other in self.running:
            with suppress(ProcessLookupError):
                os.killpg(other.pid, signal.SIGKILL)
            other.wait(10)
        self.running.clear()
