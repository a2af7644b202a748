"""A worker that is a process of its own, so that it can be killed."""

from __future__ import annotations

import os
import signal

from django.db import connections

from tests.channels_in.mails import send_due


def a_worker_process() -> int:
    """It sends what is due, with a database session of its own; its pid."""
    child = os.fork()
    if child == 0:
        kept = connections["default"].connection  # the parent's: not closed here  # noqa: F841
        connections["default"].connection = None
        try:
            send_due()
        finally:
            os._exit(0)
    return child


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
