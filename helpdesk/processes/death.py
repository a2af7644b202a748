"""A child must not outlive its parent, however the parent dies."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with_parent(with_signal: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """What a child runs before its program starts. Linux only; elsewhere it does nothing."""
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def arrange() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, int(with_signal))
            if os.getppid() != parent:  # the parent died before the arrangement was made
                os._exit(1)

    return arrange
