"""A web process on the test database, for browsers: the product's own command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.helpdesk.running import free_port

ROOT = Path(__file__).resolve().parents[2]


@dataclass(kw_only=True)
class Web:
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Web:
        where = connection.settings_dict
        database = f"postgres://{where['USER']}@/{where['NAME']}?host={quote(str(where['HOST']))}"
        environment = {**os.environ, "DATABASE_URL": database, "PORT": str(self.port), "BASE_URL": self.url}
        self.log = (Path(settings.DATA_DIR) / "web.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "web"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
        )
        self._wait()
        return self

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.log.close()

    def said(self) -> str:
        """Its log: the reason of a page that failed."""
        return Path(self.log.name).read_text(errors="replace")

    def _wait(self, within: float = 60) -> None:
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
        raise AssertionError(f"no page came:\n{self.said()}")
