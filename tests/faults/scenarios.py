"""The properties that are proved on the real processes: what is done to them, and what must hold after."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from tests.faults import balance
from tests.faults.load import Sent, markers, send_all
from tests.faults.site import Site

Facts = dict[str, Any]
RATE = 12  # mails a second
DRAIN = 30.0  # seconds after the last fault within which everything must be decided


def r1_accepted_is_a_message_once(site: Site, seconds: float) -> Facts:
    """Anything may be killed at any moment: web, workers, beat, mail, Valkey, Postgres."""

    def faults() -> None:
        site.kill(site.chance.choice(("worker", "worker", "mail", "beat", "valkey", "postgres", "web")))
        time.sleep(site.chance.uniform(0.5, 2.5))

    return _under_load(site, seconds, faults)


def r2_the_broker_is_disposable(site: Site, seconds: float) -> Facts:
    """Wiped, killed and frozen in turns."""
    turns = iter(_endless((site.wipe_valkey, lambda: site.freeze("valkey", 3))))

    def faults() -> None:
        next(turns)()
        time.sleep(site.chance.uniform(1, 3))

    return _under_load(site, seconds, faults)


def r12_a_database_crash_loses_nothing(site: Site, seconds: float) -> Facts:
    def faults() -> None:
        site.kill("postgres")
        time.sleep(site.chance.uniform(3, 5))

    return _under_load(site, seconds, faults)


def r17_a_stop_in_order_loses_nothing(site: Site, seconds: float) -> Facts:
    """SIGTERM to web, mail and workers under load; the supervisor starts them again."""

    def faults() -> None:
        site.end(site.chance.choice(("worker", "mail", "web", "beat")))
        time.sleep(site.chance.uniform(1, 2))

    return _under_load(site, seconds, faults)


def _under_load(site: Site, seconds: float, fault: Callable[[], None]) -> Facts:
    before = len(site.kills)
    wanted = markers(int(RATE * seconds))
    over = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        load: Future[Sent] = pool.submit(
            send_all, site.smtp_port, wanted, seconds=seconds, chance=site.chance
        )
        load.add_done_callback(lambda _: over.set())
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            fault()
        over.wait(180)
        sent = load.result()
    drained = balance.wait_until_drained(DRAIN)
    facts = balance.verdict(list(sent.accepted))
    return {
        **facts,
        "sent_twice": sum(1 for times in sent.accepted.values() if times > 1),
        "tries": sent.tries,
        "never_accepted": len(sent.refused),
        "faults": len(site.kills) - before,
        "drained_seconds": drained,
        **({} if drained >= 0 else {"stuck": balance.stuck()}),
        "ok": not (facts["lost"] or facts["doubled"] or facts["unassigned_without_reason"])
        and 0 <= drained <= DRAIN
        and not sent.refused,
    }


def _endless(choices: tuple[Callable[[], None], ...]) -> Any:
    while True:
        yield from choices


SCENARIOS: dict[str, Callable[[Site, float], Facts]] = {
    "R1": r1_accepted_is_a_message_once,
    "R2": r2_the_broker_is_disposable,
    "R12": r12_a_database_crash_loses_nothing,
    "R17": r17_a_stop_in_order_loses_nothing,
}
