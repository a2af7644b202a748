"""The product itself, started by its own supervisor on a data folder of the bench's own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

FIRST_PAGE = "/accounts/login/"
UP = [sys.executable, str(settings.BASE_DIR / "manage.py"), "up"]


@contextmanager
def running(
    data: Path, *, port: int, smtp_port: int, page: str = FIRST_PAGE
) -> Iterator[subprocess.Popen[bytes]]:
    """Up and answering; its log is `bench.log` in the data folder. Stopped in order at the end."""
    environment = {
        **os.environ,
        "ALUR_DATA": str(data),
        "ALUR_DEMO": "0",
        "PORT": str(port),
        "SMTP_PORT": str(smtp_port),
        "BASE_URL": f"http://127.0.0.1:{port}",
    }
    data.mkdir(parents=True, exist_ok=True)
    with (data / "bench.log").open("wb") as log:
        up = subprocess.Popen(UP, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            _wait_for(f"http://127.0.0.1:{port}{page}", up, Path(log.name))
            yield up
        finally:
            up.send_signal(signal.SIGINT)
            up.wait(30)


def _wait_for(url: str, up: subprocess.Popen[bytes], log: Path, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and up.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own loopback
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"No page came.\n{log.read_text(errors='replace')[-3000:]}")
