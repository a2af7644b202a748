"""R1, R2, R12, R17: mail and signed requests keep coming while processes are killed, frozen and stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle

from helpdesk.bench.timing import spread
from tests.faults import balance
from tests.faults.company import known
from tests.faults.doors import Door, doors
from tests.faults.facts import Facts, hits_of
from tests.faults.load import Sent, burst, send_all
from tests.faults.site import Site

RATE = 17  # messages a second
SHORT = 10  # seconds: such a run does not wait for the leases of the dead
DRAIN = 30.0  # seconds after the last fault in which everybody is back and what is being done is done
CRASHES = 3  # of the database at least, R12
SOON = 10.0  # seconds after the database is back in which senders may still be sent away
QUICK = 1.5  # seconds within which 95 of 100 are told yes while the broker is away, R2


def r1_accepted_is_a_message_once(site: Site, seconds: float) -> Facts:
    """Anything may be killed at any moment: web, workers, beat, mail, Valkey, Postgres."""
    kills: list[Callable[[], None]] = [
        *(lambda name=name: site.kill(name) for name in ("mail", "beat", "valkey", "postgres", "web")),
        *[lambda: site.kill("worker"), lambda: site.kill_one_child("worker")] * 2,
        lambda: site.freeze("worker", 1.0),
    ]
    site.chance.shuffle(kills)
    turns = cycle(kills)  # each in its turn: a run of some length misses none

    def fault() -> None:
        next(turns)()
        time.sleep(site.chance.uniform(0.3, 2))

    def in_the_act(sent: Sent) -> None:
        burst(doors(site, known()), sent)
        site.kill_while("worker", balance.somebody_holds_a_receipt)

    return under_load(site, seconds, fault, at_last=in_the_act)


def r2_the_broker_is_disposable(site: Site, seconds: float) -> Facts:
    """Wiped, frozen and away, in turns. Whoever knocks at a door does not notice."""
    away = min(10.0, seconds / 4)
    turns = cycle(
        (
            site.wipe_valkey,
            lambda: site.freeze("valkey", away),
            lambda: _away(site, away),
        )
    )

    def fault() -> None:
        next(turns)()
        time.sleep(site.chance.uniform(0.5, 2))

    def before_anybody_takes_them(sent: Sent) -> None:
        with site.frozen("worker"):
            burst(doors(site, known()), sent)
            site.wipe_valkey()

    facts = under_load(site, seconds, fault, at_last=before_anybody_takes_them)
    facts["ok"] = facts["ok"] and facts["yes_ms"]["p95"] <= 1000 * QUICK
    return facts


def _away(site: Site, seconds: float) -> None:
    with site.without("valkey"):
        time.sleep(seconds)


def r12_a_database_crash_loses_nothing(site: Site, seconds: float) -> Facts:
    """The whole of Postgres dies at once, again and again: sometimes it has only just come back."""
    outages: list[tuple[float, float]] = []  # from when until when

    def fault() -> None:
        gone = time.monotonic()
        site.kill("postgres")
        balance.ask("select 1")
        outages.append((gone, time.monotonic()))
        time.sleep(min(seconds / CRASHES, site.chance.uniform(1, 18)))

    def right_after_a_yes(sent: Sent) -> None:
        late.extend(_late(sent, outages))
        burst(doors(site, known()), sent)
        site.kill("postgres")

    late: list[str] = []
    facts = under_load(site, seconds, fault, at_last=right_after_a_yes)
    return {**facts, "late_refusals": late[:10], "ok": facts["ok"] and not late}


def r17_a_stop_in_order_loses_nothing(site: Site, seconds: float) -> Facts:
    """SIGTERM to web, mail, beat and workers under load, and to everything at once as an upgrade does."""
    turns = cycle((*(lambda name=name: site.end(name) for name in ("worker", "mail", "web", "beat")),))
    stops: list[float] = []

    def fault() -> None:
        next(turns)()
        time.sleep(site.chance.uniform(0.5, 1.5))
        if site.hits["end beat"] and not stops:
            stops.append(site.restart())

    def while_nobody_works(sent: Sent) -> None:
        site.end("worker")  # what is nudged before the next one comes goes with the broker's old nudges
        burst(doors(site, known()), sent)

    facts = under_load(site, seconds, fault, at_last=while_nobody_works)
    return {**facts, "longest_stop_seconds": round(max(stops, default=0.0), 1)}


def under_load(
    site: Site,
    seconds: float,
    fault: Callable[[], None],
    *,
    at_last: Callable[[Sent], None],
    through: Sequence[Door] = (),
    rate: float = RATE,
) -> Facts:
    """`at_last`: what is done when nothing more will come, so that nothing later mends it by chance."""
    ways = through or doors(site, known())
    before, last = site.hits.copy(), balance.last_message()
    over = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        load: Future[Sent] = pool.submit(
            send_all, ways, int(rate * seconds), seconds=seconds, chance=site.chance
        )
        load.add_done_callback(lambda _: over.set())
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            fault()
        over.wait(180)
        sent = load.result()
    at_last(sent)
    owed = balance.undecided()  # while workers die it gathers; it is decided at least as fast as it came
    drained = balance.wait_until_drained(DRAIN + owed / rate, hurry=seconds < SHORT)
    facts = balance.verdict(sent.accepted, since=last)
    return {
        **facts,
        "sent_twice": sum(1 for times in sent.accepted.values() if times > 1),
        "yes_ms": spread(sent.answers).as_dict(),
        "sent_away": len(sent.refusals),
        "never_accepted": len(sent.refused),
        "faults": hits_of(site, before),
        "owed_at_last": owed,
        "drained_seconds": drained,
        **({} if drained >= 0 else {"stuck": balance.stuck()}),
        "ok": not (facts["lost"] or facts["doubled"] or facts["ghosts"] or facts["unassigned_without_reason"])
        and drained >= 0
        and not sent.refused,
    }


def _late(sent: Sent, outages: list[tuple[float, float]]) -> list[str]:
    """Refusals while the database was there, and had been back for long."""
    return [why for at, why in sent.refusals if not any(gone <= at <= back + SOON for gone, back in outages)]
