"""G5: the live board beside the inbox, and whether its figures are exact after a storm of changes."""

from __future__ import annotations

import time
from typing import Any

from django.db import connection

from helpdesk.bench.company import PASSWORD
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.timing import Browser, spread, timed

TIMES, COLD, STORM = 50, 12, 5_000
FORGOTTEN = 1.1  # seconds after which nothing that is counted is kept
MOST = 2  # times the inbox

# Promises of some live tickets end about now, so that the ladder is as full as it gets.
BRING_NEAR = """
with near as (
  select id, now() + (id % 90 - 30) * interval '1 minute' as due from tickets_ticket
  where status = 'open' order by id limit 300
), clocks as (
  update routing_clock c set deadline = near.due, due_at = now() + interval '400 days'
  from near where c.ticket_id = near.id and c.stopped_at is null
)
update tickets_ticket t set next_due_at = near.due from near where t.id = near.id
"""
CHANGES = """
update tickets_ticket t set assignee_id = null, unassigned_reason = 'all_full',
  next_due_at = now() + (floor(random() * 120) - 59.5) * interval '1 minute'
from (select id from tickets_ticket where status in ('open', 'pending') order by random() limit %s) chosen
where t.id = chosen.id
"""
EXACT = """
select count(*) filter (where assignee_id is null), count(*) filter (where next_due_at <= now()),
  count(*) filter (where next_due_at > now() and next_due_at <= now() + interval '30 minutes')
from tickets_ticket where status in ('new', 'open', 'pending', 'on_hold')
"""


def measure(bench: Bench) -> Result:
    browser, times = Browser(bench.port), bench.some(TIMES)
    browser.sign_in("admin@bench.example", PASSWORD)
    _ask(BRING_NEAR)
    inbox = timed(lambda: browser.get("/?view=all"), times)
    board = timed(lambda: browser.get("/board/"), times)
    cold = spread([_cold(browser) for _ in range(bench.some(COLD))])
    said, counted = _after_a_storm(browser, bench.some(STORM))
    ratio = round(board.p95 / inbox.p95, 2)
    return Result(
        goal="G5",
        met=ratio <= MOST and said == counted,
        wanted=f"p95 <= {MOST} x the inbox's, and exact after a storm",
        figure=board.p95,
        floor=inbox.p95,
        ratio=ratio,
        facts={
            "inbox": inbox.as_dict(),
            "board": board.as_dict(),
            "board_counted_anew": cold.as_dict(),
            "said": said,
            "counted": counted,
        },
    )


def _cold(browser: Browser) -> float:
    time.sleep(FORGOTTEN)
    began = time.perf_counter()
    browser.get("/board/")
    return time.perf_counter() - began


def _after_a_storm(browser: Browser, changes: int) -> tuple[list[int], list[int]]:
    """What the board's lists are said to hold, and what they hold; between two moments nothing falls due."""
    _ask(CHANGES, [changes])
    for _ in range(5):
        time.sleep(FORGOTTEN)
        before = _exact()
        counts = browser.get_json("/tickets/counts/")["counts"]
        said = [counts.get(f"teams/{part}", 0) for part in ("unassigned", "late", "soon")]
        if before == _exact():
            break
    return said, before


def _exact() -> list[int]:
    return _ask(EXACT)


def _ask(sql: str, params: list[Any] | None = None) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
        cursor.execute(sql, params)
        return list(cursor.fetchone()) if cursor.description else []
