from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from helpdesk.bench import fill, g3, g5, g6, g7, g8, g9, g10, g11, g12, g14, g15
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.ports import a_free_port
from helpdesk.bench.processes import until_all_work
from helpdesk.bench.site import running

GOALS: dict[str, Callable[[Bench], Result]] = {
    "g3": g3.measure,
    "g5": g5.measure,
    "g6": g6.measure,
    "g7": g7.measure,
    "g8": g8.measure,
    "g9": g9.measure,
    "g10": g10.measure,
    "g11": g11.measure,
    "g6-whatsapp": g6.measure_whatsapp,
    "g11-whatsapp": g11.measure_whatsapp,
    "g6-webchat": g6.measure_web_chat,
    "g11-webchat": g11.measure_web_chat,
    "g14": g14.measure,
    "g15": g15.measure,
    "g12": g12.measure,  # last: what all of them left in memory
}


class Command(BaseCommand):
    help = "Measure the product against the machine: one line of JSON a goal, exit code 1 when one is missed."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "goals", nargs="*", help=f"of {', '.join(GOALS)}; none means all; `fill` only fills"
        )
        parser.add_argument("--tickets", type=int, default=1_000_000, help="how many the database holds")

        parser.add_argument(
            "--share", type=float, default=1.0, help="of each measurement, for a quick look: 0.1 is a tenth"
        )

    def handle(self, *args: Any, goals: list[str], tickets: int, share: float, **options: Any) -> None:
        if not settings.ENV.bench:
            _begin_again_in_a_folder_of_our_own()
        data, port, smtp_port = settings.DATA_DIR, settings.PORT, settings.SMTP_PORT
        missed = []
        with running(data, port=port, smtp_port=smtp_port) as up:
            fill.fill(tickets)
            until_all_work(up.pid, smtp_port=smtp_port)
            bench = Bench(port=port, smtp_port=smtp_port, tickets=tickets, pid=up.pid, share=share)
            for name in goals or GOALS:
                if name != "fill":
                    result = GOALS[name](bench)
                    self.stdout.write(result.line())
                    self.stdout.flush()
                    missed += [] if result.met else [name]
        sys.exit(1 if missed else 0)


def _begin_again_in_a_folder_of_our_own() -> None:
    """Settings are read once a process, so the bench's own must be there before Django starts."""
    environment = {
        **os.environ,
        "ALUR_BENCH": "1",
        "ALUR_DATA": str(settings.BASE_DIR / "var" / "bench"),
        "ALUR_DEMO": "0",
        "PORT": str(a_free_port()),
        "SMTP_PORT": str(a_free_port()),
    }
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606 - ourselves again
