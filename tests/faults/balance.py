"""What became of it all, read from the accounting views as an auditor would."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Collection

from django.db import OperationalError, connection

MARKER = re.compile(r"mk[0-9a-f]{32}")


def ask(query: str, *values: object) -> list[tuple[object, ...]]:
    """Through a Postgres that may just have been killed."""
    for _ in range(60):
        try:
            with connection.cursor() as cursor:
                cursor.execute(query, values)
                return cursor.fetchall()
        except OperationalError:
            connection.close()
            time.sleep(0.5)
    raise RuntimeError("Postgres did not come back within half a minute.")


def undecided() -> int:
    return int(str(ask("select count(*) from acct_inbound where outcome is null")[0][0]))


def owed() -> int:
    """Reactions and deliveries that a worker still has to do."""
    rows = ask(
        "select (select count(*) from events_reaction where state = 'pending')"
        " + (select count(*) from tickets_delivery where state = 'pending')"
    )
    return int(str(rows[0][0]))


def wait_until_drained(within: float, *, owing: bool = False) -> float:
    """Seconds until nothing waited any more; -1 if it still does."""
    began = time.monotonic()
    while time.monotonic() - began < within:
        if undecided() == 0 and not (owing and owed()):
            return round(time.monotonic() - began, 1)
        time.sleep(0.25)
    return -1.0


def messages_by_marker(markers: Collection[str]) -> Counter[str]:
    """How many inbound messages carry each of these markers."""
    found: Counter[str] = Counter()
    for (text,) in ask("select text from tickets_message where direction = 'inbound' and text like '%%mk%%'"):
        found.update(set(MARKER.findall(str(text))) & set(markers))
    return found


def verdict(accepted: Collection[str]) -> dict[str, int]:
    """lost: accepted and not there; doubled: there more than once; unassigned: nobody's, for no reason."""
    found = messages_by_marker(accepted)
    without_reason = ask(
        "select count(*) from acct_ticket where status in ('new', 'open', 'pending', 'on_hold')"
        " and assignee is null and unassigned_reason is null"
    )
    return {
        "accepted": len(accepted),
        "lost": sum(1 for marker in accepted if not found[marker]),
        "doubled": sum(1 for marker in accepted if found[marker] > 1),
        "unassigned_without_reason": int(str(without_reason[0][0])),
    }


def stuck() -> list[str]:
    """What still waits, for whoever reads a failed run."""
    rows = ask(
        "select id, state, attempts, due_at - now(), lease_until - now(), last_error"
        " from channels_in_receipt where state = 'pending' limit 10"
    )
    return [str(row) for row in rows]
