"""R4: every threshold fires once and on time, with two of everything that could fire it, killed at random."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from datetime import timedelta

from django.utils import timezone

from people.models import Customer
from tests.builders import receives
from tests.faults import balance
from tests.faults.agent import AgentBrowser
from tests.faults.company import known
from tests.faults.facts import Facts, hits_of
from tests.faults.site import Site

MOST = 500
PER_SECOND = 8
TARGET = timedelta(minutes=60)  # of the bench's policy: a first response
ANSWERED = 5  # tickets that are answered in time
LATE = 15.0  # seconds, while all is well
LATE_AFTER_FAULTS = 60.0


def r4_every_threshold_fires_once(site: Site, seconds: float) -> Facts:
    """Two beats and two workers, killed while the tickets come due."""
    before = site.hits.copy()
    for name in ("beat", "worker"):
        site.others.start(name)
    tickets = _promises(min(MOST, int(PER_SECOND * seconds)), seconds)
    answered = _answer(site, tickets[-ANSWERED:])
    broken = [ticket for ticket in tickets if ticket not in answered]
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        strike = site.chance.choice((site.kill_one, site.kill_one, site.kill_one_child, site.kill))
        strike(site.chance.choice(("worker", "beat")))
        time.sleep(site.chance.uniform(0.5, 2.5))
        site.others.revive()
    over = timezone.now()
    drained = balance.wait_until(lambda: len(_breached(broken)) == len(broken), LATE_AFTER_FAULTS)
    site.others.send_home()
    return {**_verdict(broken, answered), "faults": hits_of(site, before), "drained_seconds": drained} | {
        "late_after_faults": _late(broken, after=over)
    }


def _promises(count: int, seconds: float) -> list[int]:
    """Tickets whose first response is due within the run, one after the other: they came an hour ago."""
    mail = known().mail
    customers = list(Customer.objects.order_by("pk")[:50])
    first_due = timezone.now() + timedelta(seconds=6 + 0.05 * count)
    dues = [first_due + timedelta(seconds=seconds * n / count) for n in range(count)]
    return [
        receives(channel=mail, customer=customers[n % len(customers)], at=due - TARGET).ticket.pk
        for n, due in enumerate(dues)
    ]


def _answer(site: Site, tickets: list[int]) -> list[int]:
    agent = AgentBrowser(site.port, "agent0@bench.example")
    for ticket in tickets:
        agent.post_until_answered(
            f"/tickets/{ticket}/replies/", text="On its way.", client_key=uuid.uuid4(), confirm="on"
        )
    return tickets


def _breached(tickets: list[int]) -> set[int]:
    rows = balance.ask(
        "select ticket from acct_escalation where ticket = any(%s) and metric = 'first_response'"
        " and threshold = 100",
        tickets,
    )
    return {int(str(ticket)) for (ticket,) in rows}


def _told(tickets: list[int]) -> Counter[tuple[int, str]]:
    """How often each ticket was told of: by the events, which no constraint counts."""
    rows = balance.ask(
        "select ticket_id, kind || coalesce(data->>'threshold', '') from events_event where"
        " ticket_id = any(%s) and kind in ('sla.warned', 'sla.breached')"
        " and data->>'metric' = 'first_response'",
        tickets,
    )
    return Counter((int(str(ticket)), str(what)) for ticket, what in rows)


def _late(tickets: list[int], *, after: object = None) -> float:
    """The worst, in seconds; `after`: of those due since."""
    rows = balance.ask(
        "select coalesce(max(extract(epoch from fired_at - due_at)), 0) from acct_escalation where"
        " ticket = any(%s) and threshold = 100 and (%s::timestamptz is null or due_at > %s::timestamptz)",
        tickets,
        after,
        after,
    )
    return round(float(str(rows[0][0])), 2)


def _verdict(broken: list[int], answered: list[int]) -> Facts:
    told = _told(broken + answered)
    wanted = {
        (ticket, what) for ticket in broken for what in ("sla.warned75", "sla.warned90", "sla.breached")
    }
    lost = [one for one in wanted if not told[one]]
    doubled = [one for one, times in told.items() if times > 1]
    false = [ticket for ticket in answered if told[ticket, "sla.breached"]]
    early = balance.number("select count(*) from acct_escalation where fired_at < due_at")
    late = _late(broken)
    return {
        "accepted": len(wanted),
        "lost": len(lost),
        "doubled": len(doubled),
        "false_alarms": len(false),
        "early": early,
        "late_seconds": late,
        "ok": not (lost or doubled or false or early) and late <= LATE_AFTER_FAULTS,
    }
