"""What the reading child that is waiting now has used: of this one process, not of any that ran before."""

from __future__ import annotations

import os
from pathlib import Path

from channels_in.mail import child


def cpu_of_child() -> float:
    """Seconds so far."""
    pid = child.current_pid()
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_of_child() -> int:
    """Bytes of memory at its largest."""
    pid = child.current_pid()
    if pid is None:
        return 0
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
