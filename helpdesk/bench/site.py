"""The product itself, started by its own supervisor on a data folder of the bench's own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

UP = [sys.executable, str(settings.BASE_DIR / "manage.py"), "up"]


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(data: Path, *, port: int, smtp_port: int) -> Iterator[subprocess.Popen[bytes]]:
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
            wait_for_first_page(port, up)
            yield up
        finally:
            up.send_signal(signal.SIGINT)
            up.wait(30)


def wait_for_first_page(port: int, up: subprocess.Popen[bytes], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if up.poll() is not None:
            raise RuntimeError(
                f"`manage.py up` ended with {up.returncode}; see bench.log in its data folder."
            )
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=2) as page:
                if page.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("No page came; see bench.log in the data folder.")
