"""Does a process work? `python -m helpdesk.processes.alive WHAT`, the health check of docker-compose.yml.

WHAT is an address that must answer, a port that must be open, or the name of a process without either, which
says that it is alive by touching a file.
"""

from __future__ import annotations

import os
import socket
import sys
import time
import urllib.request
from pathlib import Path

SILENCE = 60.0  # seconds after which a process counts as stuck
PATIENCE = 5.0
# To this machine itself, whatever proxy the environment names for the others.
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def touch(data: Path, name: str) -> None:
    folder = data / "alive"
    folder.mkdir(exist_ok=True)
    (folder / name).touch()


def complaint(what: str, data: Path) -> str:
    """What is wrong, or nothing."""
    try:
        if what.startswith("http"):
            DIRECTLY.open(what, timeout=PATIENCE).close()
        elif what.isdigit():
            socket.create_connection(("127.0.0.1", int(what)), PATIENCE).close()
        else:
            return _silence(data / "alive" / what)
    except OSError as error:
        return f"{what} does not answer: {error}"
    return ""


def _silence(file: Path) -> str:
    if not file.exists():
        return f"{file.name} never said that it is alive"
    seconds = time.time() - file.stat().st_mtime
    return f"{file.name} has been silent for {seconds:.0f} s" if seconds > SILENCE else ""


if __name__ == "__main__":
    sys.exit(complaint(sys.argv[1], Path(os.environ.get("ALUR_DATA", "var"))))
