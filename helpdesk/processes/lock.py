"""One supervisor per data folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from helpdesk.processes.account import CannotStart


class AlreadyRuns(CannotStart):
    pass


def take(data: Path, address: str) -> IO[str]:
    """Held while the returned file is open. It says who holds it."""
    try:
        file = (data / "up.lock").open("a+")
    except OSError as error:
        raise CannotStart(
            f"{data} cannot be written to ({error.strerror}). Set ALUR_DATA to a folder of your own, "
            "or start as the user who owns it."
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip()
        file.close()
        raise AlreadyRuns(
            f"Alur already runs on {data} ({holder}). Stop it first, or set ALUR_DATA."
        ) from None
    file.truncate(0)
    file.write(f"process {os.getpid()}, {address}\n")
    file.flush()
    return file
