"""G14: from an empty data folder to the first page, and the second start."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.ports import a_free_port
from helpdesk.bench.site import running

MOST_FIRST, MOST_SECOND = 15, 5  # seconds


def measure(bench: Bench) -> Result:
    data = Path(tempfile.mkdtemp(prefix="alur-bench-"))
    try:
        first, second = _start(data), _start(data)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    return Result(
        goal="G14",
        met=first <= MOST_FIRST and second <= MOST_SECOND,
        wanted=f"first page <= {MOST_FIRST} s, second start <= {MOST_SECOND} s",
        figure=first,
        facts={"second": second},
    )


def _start(data: Path) -> float:
    began = time.monotonic()
    with running(data, port=a_free_port(), smtp_port=a_free_port()):
        return round(time.monotonic() - began, 2)
