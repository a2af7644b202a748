"""A process that works says so by touching a file: `python -m helpdesk.processes.alive worker` asks.

Used as the health check of what has no port (docker-compose.yml).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

SILENCE = 60.0  # seconds after which a process counts as stuck


def touch(data: Path, name: str) -> None:
    folder = data / "alive"
    folder.mkdir(exist_ok=True)
    (folder / name).touch()


def seconds_since(data: Path, name: str) -> float | None:
    """None if it never said a word."""
    try:
        return time.time() - (data / "alive" / name).stat().st_mtime
    except FileNotFoundError:
        return None


def main(name: str) -> int:
    silence = seconds_since(Path(os.environ.get("ALUR_DATA", "var")), name)
    if silence is not None and silence <= SILENCE:
        return 0
    heard = "never said that it is alive" if silence is None else f"has been silent for {silence:.0f} s"
    sys.stderr.write(f"{name} {heard}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
