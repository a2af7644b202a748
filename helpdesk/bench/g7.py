"""G7: mail from the ledger to the ticket by one worker, in a large database and in a small one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from itertools import pairwise
from os import environ
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count

from channels_in.intake import MAIL, take_in_due
from channels_in.mail.child import parse
from channels_in.models import ReceiptItem
from helpdesk.bench import processes
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.mails import TO, Mail, hand_in, mails
from helpdesk.bench.ports import a_free_port
from helpdesk.bench.queries import queries_of
from helpdesk.bench.quiet import until_quiet
from helpdesk.bench.timing import median, spread

MAILS, ROUNDS = 500, 3
LEAST, FLATTEST = 60.0, 1.3
SMALL = 10_000  # tickets in the database to compare with
COUNTED = 8  # mails: each kind once


def measure(bench: Bench) -> Result:
    large, small, floors = [], [], []
    for _ in range(bench.rounds(ROUNDS) if bench.tickets > SMALL else 1):
        floors.append(_floor(bench))
        large.append(_round(bench))
        if bench.tickets > SMALL:
            until_quiet()  # else the large one routes its new tickets meanwhile
            small.append(_elsewhere(bench))
    rate, p95 = median([one["rate"] for one in large]), median([one["p95"] for one in large])
    growth = round(p95 / median([one["p95"] for one in small]), 2) if small else None
    complete = all(one["undecided"] == 0 for one in large)
    return Result(
        goal="G7",
        met=rate >= LEAST and (growth or 1) <= FLATTEST and complete,
        wanted=f">= {LEAST:.0f} mails a second and worker, p95 <= {FLATTEST} x that at {SMALL} tickets",
        figure=rate,
        floor=median(floors),
        ratio=median([one["rate"] / floor for one, floor in zip(large, floors, strict=True)]),
        facts={"p95": p95, "growth": growth, "queries": _queries(bench), "large": large, "small": small},
    )


def _round(bench: Bench) -> dict[str, Any]:
    """Handed in by SMTP while no worker works; then this process is the one worker."""
    wanted = mails(bench.some(MAILS), run=f"g7-{uuid.uuid4().hex[:8]}")
    with _alone(bench):
        last = ReceiptItem.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        began = time.perf_counter()
        hand_in(bench.smtp_port, wanted)
        door = time.perf_counter() - began
        began = time.perf_counter()
        _take_all()
        took = time.perf_counter() - began
    items = ReceiptItem.objects.filter(pk__gt=last)
    times = items.order_by("decided_at").values_list("decided_at", flat=True)
    decided = [at for at in times if at is not None]
    each = spread([(after - before).total_seconds() for before, after in pairwise(decided)])
    outcomes = items.values_list("outcome").annotate(Count("pk")).order_by("outcome")
    return {
        "rate": round(len(wanted) / took, 1),
        **each.as_dict(),
        "undecided": len(wanted) - len(decided),
        "outcomes": {str(outcome): count for outcome, count in outcomes},
        "taken_at_the_door_per_second": round(len(wanted) / door, 1),
    }


def _floor(bench: Bench) -> float:
    """The same mails read by the same reader, and a receipt, a ticket and a message each in bare SQL."""
    wanted = mails(bench.some(MAILS) // 2, run=f"floor-{uuid.uuid4().hex[:8]}")
    with connection.cursor() as sql:
        sql.execute("create table if not exists bench_mail (id bigserial primary key, raw bytea, text text)")
        with _alone(bench):
            began = time.perf_counter()
            for mail in wanted:
                _write_raw(sql, mail)
            took = time.perf_counter() - began
        sql.execute("drop table bench_mail")
    return round(len(wanted) / took, 1)


def _write_raw(sql: Any, mail: Mail) -> None:
    text = parse(mail.raw, mailbox=TO).text
    sql.execute("begin")
    sql.execute("insert into bench_mail (raw) values (%s)", [mail.raw])
    sql.execute("insert into bench_mail (text) values (%s)", [text[:60]])
    sql.execute("insert into bench_mail (text) values (%s)", [text])
    sql.execute("commit")


def _queries(bench: Bench) -> float:
    """For each mail, counted over one of every kind."""
    with _alone(bench):
        hand_in(bench.smtp_port, mails(COUNTED, run=f"counted-{uuid.uuid4().hex[:8]}"))
        count = queries_of(_take_all)
    return round(count / COUNTED, 1)


def _take_all() -> None:
    """Slice by slice, as its nudges would have a worker do it."""
    while take_in_due(MAIL):
        pass


def _alone(bench: Bench) -> Any:
    until_quiet()
    return processes.held_still("worker", under=bench.pid)


def _elsewhere(bench: Bench) -> dict[str, Any]:
    """One round in a second installation, whose database is small."""
    settings_there = {
        **environ,
        "ALUR_BENCH": "1",
        "ALUR_DATA": str(settings.DATA_DIR / "small"),
        "PORT": str(a_free_port()),
        "SMTP_PORT": str(a_free_port()),
    }
    asked = ["bench", "g7", "--tickets", str(SMALL), "--share", str(bench.share)]
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *asked]
    there = subprocess.run(command, env=settings_there, capture_output=True, text=True, check=False)
    try:
        found: dict[str, Any] = json.loads(there.stdout)["facts"]["large"][0]
    except (ValueError, KeyError, IndexError) as error:
        raise RuntimeError(f"The small installation did not measure:\n{there.stderr[-3000:]}") from error
    return found
