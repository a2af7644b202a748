"""`make faults SEEDS=5`: prove on real processes that nothing is lost, doubled or late. A JSON line a run."""
# ruff: noqa: T201 - a command: it prints

from __future__ import annotations

import argparse
import json
import re
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path

from tests.faults.beginning import a_data_folder, begin
from tests.faults.site import a_site

HEADLINE = re.compile(r"\d\d:\d\d:\d\d \w")
TOLD = 80
LONG, BESIDE_OTHERS = 10, 4.0  # a short run is one test among others: it proves that, not how fast


def main() -> int:
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the site must not outlive us
    data = a_data_folder()
    begin(data)
    bad = 0
    try:
        for seed in range(arguments.first, arguments.first + arguments.seeds):
            bad += _one_seed(data, seed, arguments)
    finally:
        if bad and arguments.keep:
            print(f"Kept: {data}", file=sys.stderr)
        else:
            shutil.rmtree(data, ignore_errors=True)
    return 1 if bad else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="of the properties; none means all")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seconds", type=float, default=60, help="of faults per run")
    parser.add_argument("--keep", action="store_true", help="the data folder of a failed run")
    return parser.parse_args()


def _one_seed(data: Path, seed: int, arguments: argparse.Namespace) -> int:
    bad = 0
    with a_site(data, seed) as site:
        from django.db import connection

        from tests.faults import balance
        from tests.faults.company import prepare
        from tests.faults.scenarios import SCENARIOS

        connection.close()  # it belonged to the site before
        prepare()
        balance.patience = 1.0 if arguments.seconds >= LONG else BESIDE_OTHERS
        for name in arguments.names or SCENARIOS:
            began, said = time.monotonic(), len(site.running.lines)
            try:
                facts = SCENARIOS[name](site, arguments.seconds)
            except Exception:
                facts = {"ok": False, "error": traceback.format_exc()}
            took = round(time.monotonic() - began, 1)
            if not facts["ok"]:
                facts["log"] = _headlines(site.running.lines[said:])
            print(json.dumps({"property": name, "seed": seed, **facts, "seconds": took}), flush=True)
            bad += not facts["ok"]
    return bad


def _headlines(lines: list[str]) -> list[str]:
    """What the processes said last, without what stands below each line."""
    return [line[:200] for line in lines if HEADLINE.match(line)][-TOLD:]


if __name__ == "__main__":
    sys.exit(main())
