"""G12: memory of every process, after whatever ran before it."""

from __future__ import annotations

from pathlib import Path

from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.processes import command_of, family

MOST_IN_ALL, MOST_WEB, MOST_WORKER = 900, 160, 130  # MB


def measure(bench: Bench) -> Result:
    sizes = {pid: _megabytes(pid) for pid in family(bench.pid)}
    named = [(command_of(pid), size) for pid, size in sizes.items()]
    web = max((size for name, size in named if "manage.py web" in name), default=0.0)
    worker = max((size for name, size in named if "manage.py worker" in name), default=0.0)
    total = round(sum(sizes.values()), 1)
    return Result(
        goal="G12",
        met=total <= MOST_IN_ALL and web <= MOST_WEB and worker <= MOST_WORKER,
        wanted=f"in all <= {MOST_IN_ALL} MB, web <= {MOST_WEB} MB, Celery child <= {MOST_WORKER} MB",
        figure=total,
        facts={
            "web": web,
            "worker": worker,
            "processes": sorted(
                ({"name": name[-60:], "mb": size} for name, size in named), key=lambda p: -p["mb"]
            ),
        },
    )


def _megabytes(pid: int) -> float:
    """What the process has to itself plus its share of what it shares (PSS): sums without counting twice."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return round(int(line.split()[1]) / 1024, 1)
    except OSError:
        pass
    return 0.0
