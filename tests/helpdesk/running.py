"""A whole installation, started as a newcomer starts it: `manage.py up`, in a folder of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.services import is_setting

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(kw_only=True)
class Running:
    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    command: Sequence[str] = (sys.executable, "manage.py", "up")
    root: Path = ROOT
    port: int = field(default_factory=free_port)
    lines: list[str] = field(default_factory=list)

    def start(self) -> Running:
        own = {name: value for name, value in os.environ.items() if not is_setting(name)}
        places = {
            "ALUR_DATA": str(self.data),
            "PORT": str(self.port),
            "SMTP_PORT": str(free_port()),
            "ALUR_DEMO": "0",
        }
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=self.root,
            env={**own, **places, **self.settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    @property
    def log(self) -> str:
        return "\n".join(self.lines)

    def wait_for_page(self, within: float = 90) -> float:
        """Seconds from the start to the first page."""
        while time.monotonic() - self.began < within:
            if self.process.poll() is not None:
                break
            try:
                if self.get("/accounts/login/") == 200:
                    return time.monotonic() - self.began
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"no page within {within} s:\n{self.log}")

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code

    def wait_for_line(self, pattern: str, within: float = 60, after: int = 0) -> str:
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            for line in self.lines[after:]:
                if re.search(pattern, line):
                    return line
            time.sleep(0.05)
        raise AssertionError(f"no line like {pattern!r} within {within} s:\n{self.log}")

    def wait_for_end(self, within: float) -> int:
        code = self.process.wait(within)
        self._reader.join(2)
        return code

    def descendants(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, words: str) -> psutil.Process:
        """The child of the supervisor whose command has these words."""
        for process in psutil.Process(self.process.pid).children():
            if words in " ".join(process.cmdline()):
                return process
        raise AssertionError(f"nothing runs that is called {words!r}")

    def stop(self) -> float:
        """Seconds from Ctrl-C to the end."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.wait_for_end(30)
        return time.monotonic() - began

    def sweep(self) -> None:
        """Whatever a failed test left."""
        if self.process.poll() is None:
            family = self.descendants()
            self.process.kill()
            for process in family:
                if process.is_running():
                    process.kill()
            self.process.wait()


def allowed(seconds: float) -> float:
    """A promise about time is about a machine that is calm; on a busy one it only must come true at all."""
    return seconds if os.getloadavg()[0] <= 2.5 else 6 * seconds


def alive(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def wait_until_gone(processes: Sequence[psutil.Process], within: float) -> list[psutil.Process]:
    """Those still there."""
    deadline = time.monotonic() + within
    while alive(processes) and time.monotonic() < deadline:
        time.sleep(0.1)
    return alive(processes)
