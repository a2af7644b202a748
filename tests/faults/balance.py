"""What became of it all, read from the accounting views as an auditor would."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Collection

from django.db import InterfaceError, OperationalError, connection

MARKER = re.compile(r"mk[0-9a-f]{32}")
PATIENCE = 60.0  # seconds for a Postgres that may just have been killed


def ask(query: str, *values: object) -> list[tuple[object, ...]]:
    """Through a Postgres that may just have been killed."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with connection.cursor() as cursor:
                cursor.execute(query, values)
                return cursor.fetchall()
        except (OperationalError, InterfaceError):
            connection.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def number(query: str, *values: object) -> int:
    return int(str(ask(query, *values)[0][0]))


def undecided() -> int:
    return number("select count(*) from acct_inbound where outcome is null")


def somebody_holds_a_receipt() -> bool:
    """A worker has claimed it and is not done."""
    return bool(
        ask("select 1 from channels_in_receipt where state = 'pending' and lease_until > now() limit 1")
    )


def reactions_owed() -> int:
    return number("select count(*) from events_reaction where state = 'pending'")


def last_message() -> int:
    return number("select coalesce(max(id), 0) from tickets_message")


patience = 1.0  # times what is allowed on a machine that does nothing else


def wait_until_drained(within: float, *, hurry: bool = False) -> float:
    """Seconds until nothing that came in waited any more; -1 if it still does."""
    return wait_until(lambda: undecided() == 0 or (hurry and _end_old_leases()), within)


def _end_old_leases() -> bool:
    """As if time had passed: of those who took a receipt seconds ago and are not done, most are dead."""
    ask(
        "update channels_in_receipt set lease_until = now() where state = 'pending'"
        " and lease_until between now() and now() + interval '12 seconds' returning id"
    )
    return False


def wait_until(holds: Callable[[], bool], within: float) -> float:
    """Seconds until it held; -1 if it never did."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > within * patience:
            return -1.0
        time.sleep(0.2)
    return round(time.monotonic() - began, 1)


def messages_by_marker(since: int) -> Counter[str]:
    """How many inbound messages after that id carry each marker; '' counts those that carry none."""
    found: Counter[str] = Counter()
    for (text,) in ask("select text from tickets_message where direction = 'inbound' and id > %s", since):
        found.update(markers_in(text) or {""})
    return found


def markers_in(text: object) -> set[str]:
    return set(MARKER.findall(str(text)))


def verdict(accepted: Collection[str], *, since: int) -> dict[str, int]:
    """lost: accepted and not there; doubled: there more than once; ghosts: there and nobody sent them."""
    found = messages_by_marker(since)
    return {
        "accepted": len(accepted),
        "lost": sum(1 for marker in accepted if not found[marker]),
        "doubled": sum(1 for marker in accepted if found[marker] > 1),
        "ghosts": sum(times for marker, times in found.items() if marker not in accepted),
        "unassigned_without_reason": without_reason(),
    }


def without_reason() -> int:
    """Active tickets that are nobody's, and nobody can say why."""
    return number(
        "select count(*) from acct_ticket where status in ('new', 'open', 'pending', 'on_hold')"
        " and assignee is null and unassigned_reason is null"
    )


def stuck() -> list[str]:
    """What still waits, for whoever reads a failed run."""
    rows = ask(
        "select id, door, state, attempts, due_at - now(), lease_until - now(), last_error"
        " from channels_in_receipt where state = 'pending' limit 10"
    )
    return [str(row) for row in rows]
